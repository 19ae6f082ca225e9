package dev.mcpstack.testkit.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.ObjectStore;
import dev.mcpstack.testkit.store.ResourceType;
import dev.mcpstack.testkit.store.ResourceTypes;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds new objects to the quotas of their namespace: counts of objects, and cpu, memory and
 * storage asked for.
 */
public final class Quotas {
  private final ObjectStore store;
  private final ResourceTypes types;

  public Quotas(ObjectStore store, ResourceTypes types) {
    this.store = store;
    this.types = types;
  }

  /**
   * Refuses an object that would exceed a quota.
   *
   * @throws ApiException 403
   */
  public void admit(ResourceType type, ObjectNode next) {
    String namespace = Json.text(next, "metadata", "namespace");
    if (namespace.isEmpty()) {
      return;
    }
    for (ObjectNode quota :
        store.list(types.named("resourcequotas"), namespace, object -> true).items()) {
      Map<String, BigDecimal> used = new TreeMap<>();
      store
          .list(type, namespace, Quotas::isCounted)
          .items()
          .forEach(object -> add(used, usage(type, object)));
      Map<String, BigDecimal> wanted = usage(type, next);
      List<String> requested = new ArrayList<>();
      List<String> present = new ArrayList<>();
      List<String> limited = new ArrayList<>();
      Json.at(quota, "spec", "hard")
          .properties()
          .forEach(limit -> {
            String name = limit.getKey();
            BigDecimal asked = wanted.getOrDefault(name, BigDecimal.ZERO);
            BigDecimal before = used.getOrDefault(name, BigDecimal.ZERO);
            if (asked.signum() > 0
                && before.add(asked).compareTo(amount(limit.getValue().asText())) > 0) {
              requested.add(name + "=" + spell(asked));
              present.add(name + "=" + spell(before));
              limited.add(name + "=" + limit.getValue().asText());
            }
          });
      if (!limited.isEmpty()) {
        throw ApiException.forbidden(
            type,
            Json.text(next, "metadata", "name"),
            "exceeded quota: %s, requested: %s, used: %s, limited: %s"
                .formatted(
                    Json.text(quota, "metadata", "name"),
                    String.join(",", requested),
                    String.join(",", present),
                    String.join(",", limited)));
      }
    }
  }

  private static boolean isCounted(JsonNode object) {
    String phase = Json.text(object, "status", "phase");
    return !Json.text(object, "kind").equals("Pod")
        || (!phase.equals("Succeeded") && !phase.equals("Failed"));
  }

  private static Map<String, BigDecimal> usage(ResourceType type, ObjectNode object) {
    Map<String, BigDecimal> usage = new TreeMap<>();
    usage.put(type.plural(), BigDecimal.ONE);
    usage.put("count/" + type.qualified(), BigDecimal.ONE);
    for (JsonNode container : Json.at(object, "spec", "containers")) {
      for (String side : List.of("requests", "limits")) {
        Json.at(container, "resources", side)
            .properties()
            .forEach(entry ->
                add(usage, Map.of(side + "." + entry.getKey(), amount(entry.getValue().asText()))));
      }
    }
    for (String name : List.of("cpu", "memory")) {
      if (usage.containsKey("requests." + name)) {
        add(usage, Map.of(name, usage.get("requests." + name)));
      }
    }
    if (type.plural().equals("persistentvolumeclaims")) {
      usage.put(
          "requests.storage",
          amount(Json.at(object, "spec", "resources", "requests", "storage").asText("0")));
    }
    return usage;
  }

  private static void add(Map<String, BigDecimal> sum, Map<String, BigDecimal> more) {
    more.forEach((name, value) -> sum.merge(name, value, BigDecimal::add));
  }

  private static BigDecimal amount(String quantity) {
    return Quantity.parse(quantity).getNumericalAmount();
  }

  private static String spell(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
