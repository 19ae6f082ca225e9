package dev.mcpstack.mcp.server;

/**
 * What a server says of itself.
 *
 * @param name such as {@code mcpstack}
 * @param version of the release
 * @param instructions for the model: how the tools go together
 */
public record ServerIdentity(String name, String version, String instructions) {}
