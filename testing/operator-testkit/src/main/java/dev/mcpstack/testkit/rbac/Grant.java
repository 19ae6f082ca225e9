package dev.mcpstack.testkit.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest part of a rule: one verb on one resource.
 *
 * @param names the only objects it is about; empty for all
 * @param namespace the only namespace it is about; empty for all
 */
public record Grant(
    String verb, String group, String resource, List<String> names, String namespace) {

  /** The parts of the rules of a Role or ClusterRole. */
  static List<Grant> of(JsonNode role, String namespace) {
    List<Grant> grants = new ArrayList<>();
    for (JsonNode rule : role.path("rules")) {
      List<String> names = Json.texts(rule.path("resourceNames"));
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          for (JsonNode verb : rule.path("verbs")) {
            grants.add(
                new Grant(verb.asText(), group.asText(), resource.asText(), names, namespace));
          }
        }
      }
    }
    return grants;
  }

  boolean covers(Need need) {
    return fits(verb, need.verb())
        && fits(group, need.group())
        && coversResource(need.resource())
        && (names.isEmpty() || names.contains(need.name()))
        && (namespace.isEmpty() || namespace.equals(need.namespace()));
  }

  private boolean coversResource(String wanted) {
    int slash = wanted.indexOf('/');
    return fits(resource, wanted) || (slash > 0 && resource.equals("*" + wanted.substring(slash)));
  }

  private static boolean fits(String granted, String wanted) {
    return granted.equals("*") || granted.equals(wanted);
  }

  @Override
  public String toString() {
    String where = namespace.isEmpty() ? "" : " in " + namespace;
    String which = names.isEmpty() ? "" : " named " + names;
    return verb + " " + resource + (group.isEmpty() ? "" : "." + group) + which + where;
  }
}
