package dev.mcpstack.testkit.rbac;

/**
 * What a call needs to be granted.
 *
 * @param resource plural, with its subresource after a slash
 * @param namespace empty for the whole cluster
 * @param name empty for collections and for what has no name yet
 */
public record Need(String verb, String group, String resource, String namespace, String name) {}
