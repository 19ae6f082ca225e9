package dev.mcpstack.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The table of a chart's values: names and defaults from values.yaml, meaning from the schema. */
final class ValuesTable {
  private final StringBuilder table =
      new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
  private final List<String> problems = new ArrayList<>();

  /** As Markdown. */
  static String of(Chart chart) {
    ValuesTable table = new ValuesTable();
    table.rows(
        "",
        Serialization.unmarshal(Generated.read(chart.file("values.yaml")), JsonNode.class),
        Serialization.unmarshal(Generated.read(chart.file("values.schema.json")), JsonNode.class));
    if (!table.problems.isEmpty()) {
      throw new AssertionError(String.join("\n", table.problems));
    }
    return table.table.toString();
  }

  private void rows(String prefix, JsonNode values, JsonNode schema) {
    TreeSet<String> missing = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(missing::add);
    missing.remove("global");
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      String name = prefix + value.getKey();
      JsonNode meaning = schema.path("properties").path(value.getKey());
      missing.remove(value.getKey());
      if (meaning.has("description")) {
        table.append(
            "| `%s` | `%s` | %s |%n"
                .formatted(name, shown(value.getValue()), meaning.get("description").asText()));
      } else if (value.getValue().isObject() && meaning.has("properties")) {
        rows(name + ".", value.getValue(), meaning);
      } else {
        problems.add("values.schema.json says nothing about " + name);
      }
    }
    missing.forEach(name -> problems.add("values.yaml has no default of " + prefix + name));
    if (!schema.path("additionalProperties").isBoolean()
        || schema.get("additionalProperties").asBoolean()) {
      problems.add("values.schema.json lets anything into " + prefix);
    }
  }

  private static String shown(JsonNode value) {
    return value.isTextual() && !value.asText().isEmpty() ? value.asText() : value.toString();
  }
}
