package dev.mcpstack.contract.spool;

/**
 * What an owner's results may take, in bytes of their chunks.
 *
 * @param memory what is kept in memory; beyond it chunks go to disk
 * @param result the largest result
 * @param all all results together, in memory and on disk, those being written among them
 * @param results how many: each takes some memory of its own wherever its chunks are
 */
public record SpoolLimits(long memory, long result, long all, int results) {}
