package dev.mcpstack.operator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mcpstack.operator.observe.Trees;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who states fields of {@code spec.rollout} and would write them again: whoever applies the stack
 * from a file or a repository. Writing those would be undone at their next run, or be a fight.
 */
final class Keepers {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private Keepers() {}

  /** By field; fields that nobody keeps are absent. */
  static Map<String, String> of(Map<?, ?> stack, ObjectMapper json) {
    Map<String, String> keepers = new TreeMap<>();
    Trees.at(stack, "metadata", "annotations", LAST_APPLIED)
        .flatMap(text -> Trees.at(tree(String.valueOf(text), json), "spec", "rollout"))
        .ifPresent(rollout ->
            ((Map<?, ?>) rollout)
                .keySet()
                .forEach(
                    field -> keepers.put(String.valueOf(field), "the file that was applied last")));
    Trees.at(stack, "metadata", "managedFields")
        .ifPresent(entries -> ((List<?>) entries).forEach(entry -> applied(entry, keepers)));
    return keepers;
  }

  /** Of server-side apply: who only has updated a field does not come back to it. */
  private static void applied(Object entry, Map<String, String> keepers) {
    String manager = Trees.at(entry, "manager").map(String::valueOf).orElse("");
    boolean applies = Trees.at(entry, "operation").filter("Apply"::equals).isPresent();
    if (!applies || manager.equals(Api.MANAGER)) {
      return;
    }
    Trees.at(entry, "fieldsV1", "f:spec", "f:rollout")
        .ifPresent(fields ->
            ((Map<?, ?>) fields)
                .keySet()
                .forEach(field -> {
                  String name = String.valueOf(field);
                  if (name.startsWith("f:")) {
                    keepers.put(name.substring(2), manager);
                  }
                }));
  }

  private static Map<?, ?> tree(String text, ObjectMapper json) {
    try {
      return json.readValue(text, Map.class);
    } catch (JsonProcessingException _) {
      return Map.of(); // Somebody's annotation; what it is about can't be told.
    }
  }
}
