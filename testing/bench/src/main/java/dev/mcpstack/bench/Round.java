package dev.mcpstack.bench;

/**
 * What one case did in one round.
 *
 * @param callsPerSecond of all clients together
 * @param p50Millis half of the calls took at most this
 * @param p99Millis 99 of 100 calls took at most this
 * @param cpuSecondsPerThousand processor time of the server's process for 1,000 calls
 * @param otherSecondsPerThousand the same of what works for the calls beside the server: the
 *     database, or the gateway
 */
record Round(
    long calls,
    double callsPerSecond,
    double p50Millis,
    double p99Millis,
    double cpuSecondsPerThousand,
    double otherSecondsPerThousand) {}
