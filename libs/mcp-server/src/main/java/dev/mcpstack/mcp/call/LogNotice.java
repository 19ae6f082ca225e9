package dev.mcpstack.mcp.call;

import org.jspecify.annotations.Nullable;

/**
 * A log message for the client.
 *
 * @param logger what speaks, null when unnamed
 * @param data a text or a tree
 */
public record LogNotice(LogLevel level, @Nullable String logger, Object data) {}
