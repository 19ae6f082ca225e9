package dev.mcpstack.bench.operator;

import java.time.Duration;

/**
 * What the operator takes with some stacks.
 *
 * @param stacks how many there are
 * @param took until all were ready, from before the first of the new ones was made
 * @param made how many were new
 * @param calls of the operator meanwhile
 * @param busy its processor time meanwhile
 * @param peak the most memory it held meanwhile, in MiB
 * @param rest what it holds at rest, in MiB
 * @param heap what is alive of its heap at rest, in MiB
 * @param idle its processor time of a second at rest, in milliseconds
 */
record Footprint(
    int stacks,
    Duration took,
    int made,
    StackCluster.Calls calls,
    Duration busy,
    double peak,
    double rest,
    double heap,
    double idle) {}
