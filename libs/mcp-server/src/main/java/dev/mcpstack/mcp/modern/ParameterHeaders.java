package dev.mcpstack.mcp.modern;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks the headers that repeat arguments which the tool's schema marks for that. */
final class ParameterHeaders {
  static final String MARK = "x-mcp-header";
  static final String PREFIX = "Mcp-Param-";

  /** More digits than any whole number that a header may carry has. */
  private static final int MAX_NUMBER = 40;

  private ParameterHeaders() {}

  /**
   * Checks them.
   *
   * @throws Refusal when one is missing, too many, or says something else
   */
  static void check(
      Function<String, @Nullable String> header, Map<?, ?> schema, @Nullable Object arguments) {
    if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
      return;
    }
    Map<?, ?> values = arguments instanceof Map<?, ?> map ? map : Map.of();
    properties.forEach((key, property) -> {
      if (property instanceof Map<?, ?> part) {
        Object value = values.get(key);
        if (part.get(MARK) instanceof String name) {
          checkOne(PREFIX + name, header.apply(PREFIX + name), value);
        }
        check(header, part, value);
      }
    });
  }

  private static void checkOne(String name, @Nullable String found, @Nullable Object value) {
    switch (value) {
      case null -> {
        if (found != null) {
          throw HeaderCheck.mismatch(name, "the argument isn't there");
        }
      }
      case Number number -> checkNumber(name, found, number);
      case String text -> HeaderCheck.requireDecoded(name, found, text);
      case Boolean truth -> HeaderCheck.requireDecoded(name, found, truth.toString());
      default -> throw HeaderCheck.mismatch(name, "the argument is none that a header can carry");
    }
  }

  /** By value: 42 and 42.0 are the same whole number. */
  private static void checkNumber(String name, @Nullable String found, Number value) {
    if (found == null) {
      throw HeaderCheck.mismatch(name, "it is missing");
    }
    Optional<BigDecimal> inHeader = HeaderValue.decode(found).flatMap(ParameterHeaders::number);
    Optional<BigDecimal> inBody = number(value.toString());
    if (inHeader.isEmpty() || inBody.isEmpty() || inHeader.get().compareTo(inBody.get()) != 0) {
      throw HeaderCheck.mismatch(name, "it isn't what the body says");
    }
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return text.length() > MAX_NUMBER ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
