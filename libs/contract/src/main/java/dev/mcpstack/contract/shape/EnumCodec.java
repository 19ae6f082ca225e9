package dev.mcpstack.contract.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A constant of an enum, known by its external name and by that alone. */
final class EnumCodec implements Codec {
  private final Map<String, Enum<?>> byName;
  private final Map<Enum<?>, String> names = new HashMap<>();

  /** Describes an enum by its constants in order, each under its external name. */
  EnumCodec(Map<String, Enum<?>> byName) {
    this.byName = new LinkedHashMap<>(byName);
    byName.forEach((name, constant) -> names.put(constant, name));
  }

  @Override
  public Object read(Object tree, Place at, Reading reading) {
    Enum<?> constant = tree instanceof String text ? byName.get(text) : null;
    return constant == null ? reading.fail(at, tree, expected()) : constant;
  }

  @Override
  public Object write(Object value, Secrets secrets) {
    return Objects.requireNonNull(names.get(value));
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("enum", new ArrayList<>(byName.keySet()));
    return schema;
  }

  @Override
  public String expected() {
    return Names.oneOf(byName.keySet());
  }
}
