package dev.mcpstack.testkit.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.apply.SchemaShape;
import dev.mcpstack.testkit.apply.Shape;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Problems;
import dev.mcpstack.testkit.store.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One version of a custom resource, as its definition describes it. */
public final class CustomKind {
  private final ResourceType type;
  private final JsonNode schema;
  private final Rules rules;

  private CustomKind(ResourceType type, JsonNode schema) {
    this.type = type;
    Rules.Compiled compiled = Rules.of(schema);
    this.schema = compiled.schema();
    this.rules = compiled.rules();
  }

  /** The served versions of a definition that was checked. */
  public static List<CustomKind> of(ObjectNode definition) {
    JsonNode spec = definition.path("spec");
    List<CustomKind> kinds = new ArrayList<>();
    for (JsonNode version : spec.path("versions")) {
      if (version.path("served").asBoolean()) {
        ResourceType type =
            new ResourceType(
                Json.text(spec, "group"),
                Json.text(version, "name"),
                Json.text(spec, "names", "plural"),
                Json.text(spec, "names", "kind"),
                Json.text(spec, "scope").equals("Namespaced"),
                version.path("subresources").has("status"),
                version.path("subresources").has("scale"),
                true);
        kinds.add(new CustomKind(type, Definition.schema(version)));
      }
    }
    return kinds;
  }

  /** What is wrong with a definition. */
  public static void checkDefinition(ObjectNode definition, Problems problems) {
    Definition.check(definition, problems);
  }

  public ResourceType type() {
    return type;
  }

  public Shape shape() {
    return new SchemaShape(schema, true);
  }

  /** Prunes, then sets defaults. */
  public void complete(ObjectNode object) {
    Structure.prune(object, schema);
    Structure.fill(object, schema);
  }

  /**
   * Refuses an applied configuration with fields that the schema hasn't, which a plain write only
   * loses.
   */
  public void refuseUnknown(ObjectNode config) {
    List<String> unknown = Structure.prune(config.deepCopy(), schema);
    if (!unknown.isEmpty()) {
      String lines =
          String.join(
              "\n", unknown.stream().map(path -> path + ": field not declared in schema").toList());
      throw new ApiException(
          500,
          "",
          "failed to create typed patch object (%s/%s; %s, Kind=%s): %s"
              .formatted(
                  Json.text(config, "metadata", "namespace"),
                  Json.text(config, "metadata", "name"),
                  type.apiVersion(),
                  type.kind(),
                  lines));
    }
  }

  /** Checks against the schema and, if that is well, the rules. */
  public void check(Optional<ObjectNode> old, ObjectNode next, Problems problems) {
    SchemaChecks checks = new SchemaChecks(problems);
    ObjectNode body = next.deepCopy();
    checks.check(body, schema, "");
    if (checks.isBlocking()) {
      problems.add(
          "FieldValueInvalid",
          "<nil>",
          "Invalid value: \"null\": some validation rules were not checked because the object was invalid; correct the existing errors to complete"
              + " validation");
    } else {
      rules.check(body, old.map(before -> before), schema, "", problems);
    }
  }
}
