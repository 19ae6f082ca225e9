/**
 * How calls of agents fare on a release that has taken over, against the one before it: read from
 * the metrics of the pods, judged by statistics. Only {@code HealthWatch} and {@code PodMetrics}
 * know a clock, threads and the network.
 */
@NullMarked
package dev.mcpstack.operator.health;

import org.jspecify.annotations.NullMarked;
