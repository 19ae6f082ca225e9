package dev.mcpstack.doctor.tooldiff;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the keywords of JSON Schema. */
final class Keywords {
  static final List<String> LOWER =
      List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
  static final List<String> UPPER =
      List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");

  /** What is compared by a rule of its own. */
  static final Set<String> RULED =
      Set.of(
          "type",
          "enum",
          "const",
          "required",
          "properties",
          "additionalProperties",
          "items",
          "anyOf",
          "oneOf",
          "$ref",
          "$defs",
          "definitions");

  /** What says nothing of which values are right. */
  static final Set<String> ANNOTATIONS =
      Set.of(
          "$schema",
          "$id",
          "$anchor",
          "$comment",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly");

  private static final Set<String> ALL_TYPES =
      Set.of("null", "boolean", "object", "array", "number", "string", "integer");
  private static final int LONGEST = 60;

  private Keywords() {}

  static Optional<BigDecimal> number(@Nullable Object value) {
    try {
      return value instanceof Number
          ? Optional.of(new BigDecimal(value.toString()))
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** The types that are let through: all of them where none is named. */
  static Set<String> types(Map<?, ?> schema) {
    Set<String> types = new LinkedHashSet<>();
    switch (schema.get("type")) {
      case String one -> types.add(one);
      case Collection<?> some -> some.forEach(each -> types.add(String.valueOf(each)));
      case null, default -> types.addAll(ALL_TYPES);
    }
    return types;
  }

  /** The values that alone are let through, where they are named; equal numbers are one. */
  static Optional<Set<Object>> values(Map<?, ?> schema) {
    Set<Object> values = new LinkedHashSet<>();
    if (schema.containsKey("const")) {
      values.add(plain(schema.get("const")));
    } else if (schema.get("enum") instanceof Collection<?> some) {
      some.forEach(each -> values.add(plain(each)));
    } else {
      return Optional.empty();
    }
    return Optional.of(values);
  }

  static Set<String> names(@Nullable Object list) {
    Set<String> names = new LinkedHashSet<>();
    if (list instanceof Collection<?> some) {
      some.forEach(each -> names.add(String.valueOf(each)));
    }
    return names;
  }

  static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** A value in a sentence, cut. */
  static String shown(@Nullable Object value) {
    String text = Objects.toString(value, "not there");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static Object plain(@Nullable Object value) {
    Optional<BigDecimal> number = number(value);
    return number.isPresent()
        ? number.get().stripTrailingZeros()
        : Objects.requireNonNullElse(value, "null");
  }
}
