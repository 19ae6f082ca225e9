package dev.mcpstack.bench.operator;

/**
 * Some starts of a process.
 *
 * @param median seconds until ready
 * @param fastest seconds of the fastest
 * @param slowest seconds of the slowest
 * @param busy processor seconds until ready, the median
 * @param rest what it holds at rest, in MiB
 * @param heap what is alive of its heap, in MiB
 * @param idle processor time of a second at rest, in milliseconds
 */
record OperatorStarts(
    double median,
    double fastest,
    double slowest,
    double busy,
    double rest,
    double heap,
    double idle) {}
