package dev.mcpstack.mcp.call;

import java.util.OptionalDouble;

/**
 * How far a request is.
 *
 * @param progress greater than in the notice before
 * @param total the whole, when it is known
 * @param message a few words, may be empty
 */
public record ProgressNotice(double progress, OptionalDouble total, String message) {}
