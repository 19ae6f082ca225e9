package dev.mcpstack.contract.handle;

/**
 * The process that holds the bytes behind a handle.
 *
 * @param role {@code localdata}, {@code datascience} or {@code gateway}
 * @param dataAddress host and port of its {@code DataService}, empty when it serves none
 */
public record Owner(String role, String dataAddress) {}
