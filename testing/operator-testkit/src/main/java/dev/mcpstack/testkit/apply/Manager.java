package dev.mcpstack.testkit.apply;

import java.time.Instant;

/**
 * Who changes an object.
 *
 * @param apply whether by server-side apply rather than by update
 * @param subresource empty for the object itself
 */
public record Manager(
    String name, boolean apply, String subresource, String apiVersion, Instant when) {}
