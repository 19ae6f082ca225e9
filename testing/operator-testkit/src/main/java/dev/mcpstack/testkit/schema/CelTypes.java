package dev.mcpstack.testkit.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.mcpstack.testkit.store.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The types that a schema has in rules, so that a rule about a field that doesn't exist is refused
 * with the definition.
 */
final class CelTypes {
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  /** No rule can spell it: CEL would take {@code self.field} for the type of that name. */
  static final String ROOT = "/self";

  private final Map<String, CelType> structs = new LinkedHashMap<>();

  private record Provider(ImmutableMap<String, CelType> structs) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return structs.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(structs.get(name));
    }
  }

  /** All structs that {@link #of} came across. */
  CelTypeProvider provider() {
    return new Provider(ImmutableMap.copyOf(structs));
  }

  /** The type of a schema; objects with declared properties become structs of the given name. */
  CelType of(JsonNode schema, String name, boolean root) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return SimpleType.DYN;
    }
    return switch (Json.text(schema, "type")) {
      case "string" -> SimpleType.STRING;
      case "integer" -> SimpleType.INT;
      case "number" -> SimpleType.DOUBLE;
      case "boolean" -> SimpleType.BOOL;
      case "array" -> ListType.create(of(schema.path("items"), name + ".item", false));
      case "object" ->
          schema.path("additionalProperties").isObject()
              ? MapType.create(
                  SimpleType.STRING,
                  of(schema.path("additionalProperties"), name + ".value", false))
              : struct(schema, name, root);
      default -> SimpleType.DYN;
    };
  }

  private CelType struct(JsonNode schema, String name, boolean root) {
    Map<String, CelType> fields = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(entry ->
            fields.put(
                escape(entry.getKey()), of(entry.getValue(), name + "." + entry.getKey(), false)));
    if (root) {
      CelType metadata =
          create("meta", Map.of("name", SimpleType.STRING, "generateName", SimpleType.STRING));
      fields.put("metadata", metadata);
      fields.put("apiVersion", SimpleType.STRING);
      fields.put("kind", SimpleType.STRING);
    }
    return create(name, fields);
  }

  private CelType create(String name, Map<String, CelType> members) {
    ImmutableMap<String, CelType> fields = ImmutableMap.copyOf(members);
    StructType type =
        StructType.create(
            name, fields.keySet(), field -> Optional.of(Objects.requireNonNull(fields.get(field))));
    structs.put(name, type);
    return type;
  }

  /** The name of a property as an identifier. */
  static String escape(String name) {
    if (RESERVED.contains(name)) {
      return "__" + name + "__";
    }
    return name.replace("__", "__underscores__")
        .replace(".", "__dot__")
        .replace("-", "__dash__")
        .replace("/", "__slash__");
  }
}
