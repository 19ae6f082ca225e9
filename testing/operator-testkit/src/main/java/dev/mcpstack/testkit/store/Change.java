package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One change of one object, at one revision. For a deletion {@code after} is absent and {@code
 * last} its end.
 */
public record Change(
    long revision,
    ObjectKey key,
    Optional<ObjectNode> before,
    Optional<ObjectNode> after,
    ObjectNode last) {}
