package dev.mcpstack.bench.data;

/**
 * The most memory that both processes held while one result was made and read.
 *
 * @param megabytes of the result's values
 * @param slow whether the reader was slow
 * @param seconds from the question to the last row
 */
record MemoryPeaks(
    int megabytes, boolean slow, double seconds, double serverMebibytes, double readerMebibytes) {}
