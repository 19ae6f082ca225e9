/**
 * Statistics on doubles without input or output: one-pass accumulators, and the tests and models
 * built on them.
 */
@NullMarked
package dev.mcpstack.datascience.stats;

import org.jspecify.annotations.NullMarked;
