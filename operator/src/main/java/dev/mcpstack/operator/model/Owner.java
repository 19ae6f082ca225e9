package dev.mcpstack.operator.model;

import java.util.Map;

/**
 * The stack itself as the owner of its objects.
 *
 * @param apiVersion its API
 * @param kind its kind
 * @param name its name
 * @param uid its uid
 */
public record Owner(String apiVersion, String kind, String name, String uid) {
  Map<String, Object> reference() {
    return Tree.of(
        "apiVersion",
        apiVersion,
        "kind",
        kind,
        "name",
        name,
        "uid",
        uid,
        "controller",
        true,
        "blockOwnerDeletion",
        false);
  }
}
