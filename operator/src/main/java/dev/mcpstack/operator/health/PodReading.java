package dev.mcpstack.operator.health;

import java.util.OptionalLong;

/**
 * What a pod has shown.
 *
 * @param counts calls of agents that its processes have answered since they started
 * @param held handles, jobs and requests that it has now; absent if it does not tell
 */
record PodReading(Counts counts, OptionalLong held) {}
