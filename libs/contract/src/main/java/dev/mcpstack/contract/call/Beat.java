package dev.mcpstack.contract.call;

import java.util.OptionalDouble;

/**
 * One sign of life, as it is sent to a caller who asked for progress.
 *
 * @param elapsedSeconds since the call began; strictly greater than in the beat before, so it
 *     serves as MCP's progress value
 * @param totalSeconds the estimated whole, when the rows to come can be estimated
 * @param message a few words: step, rows of estimate, time left
 */
public record Beat(double elapsedSeconds, OptionalDouble totalSeconds, String message) {}
