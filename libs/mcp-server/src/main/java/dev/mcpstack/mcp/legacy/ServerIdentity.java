package dev.mcpstack.mcp.legacy;

/**
 * What a server says of itself on initialize.
 *
 * @param name such as {@code mcpstack}
 * @param version of the release
 * @param instructions for the model: how the tools go together
 */
public record ServerIdentity(String name, String version, String instructions) {}
