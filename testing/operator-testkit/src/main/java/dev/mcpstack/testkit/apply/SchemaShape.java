package dev.mcpstack.testkit.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import java.util.List;
import java.util.Optional;

/**
 * The shape that a schema of a custom resource tells by its {@code x-kubernetes-list-type} and
 * {@code x-kubernetes-map-type}.
 *
 * @param root whether this is the object itself, whose metadata has the shape of all metadata
 */
public record SchemaShape(JsonNode schema, boolean root) implements Shape {

  @Override
  public boolean wholeObject() {
    return Json.text(schema, "x-kubernetes-map-type").equals("atomic");
  }

  @Override
  public boolean freeKeys() {
    return schema.path("additionalProperties").isObject();
  }

  @Override
  public Items items() {
    return switch (Json.text(schema, "x-kubernetes-list-type")) {
      case "map" -> Items.BY_KEY;
      case "set" -> Items.BY_VALUE;
      default -> Items.WHOLE;
    };
  }

  @Override
  public List<String> keys() {
    return Json.texts(schema.path("x-kubernetes-list-map-keys"));
  }

  @Override
  public Optional<JsonNode> keyDefault(String key) {
    JsonNode value = Json.at(schema, "items", "properties", key, "default");
    return value.isMissingNode() ? Optional.empty() : Optional.of(value);
  }

  @Override
  public Shape field(String name) {
    if (root && name.equals("metadata")) {
      return BuiltInShape.of("").field(name);
    }
    JsonNode property = schema.path("properties").path(name);
    return new SchemaShape(
        property.isMissingNode() ? schema.path("additionalProperties") : property, false);
  }

  @Override
  public Shape item() {
    return new SchemaShape(schema.path("items"), false);
  }
}
