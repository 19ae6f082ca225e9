package dev.mcpstack.contract.shape;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A double, or a BigDecimal if {@code exact}. NaN and the infinities are refused, and written as
 * null since JSON knows neither.
 */
final class DecimalCodec implements Codec {
  private static final int LONGEST = 400;

  private final boolean exact;
  private final NumberRange range;
  private final String expected;

  DecimalCodec(boolean exact, NumberRange range) {
    this.exact = exact;
    this.range = range;
    this.expected = "a number" + Bounds.ofNumber(range);
  }

  @Override
  public Object read(Object tree, Place at, Reading reading) {
    Number number = number(tree, reading);
    if (number == null) {
      return reading.fail(at, tree, expected);
    }
    double size = number.doubleValue();
    if (!Double.isFinite(size) || size < range.min() || size > range.max()) {
      return reading.fail(at, tree, expected);
    }
    return exact ? exact(number) : (Object) size;
  }

  private static @Nullable Number number(Object tree, Reading reading) {
    if (tree instanceof String text) {
      try {
        return reading.fromText() && text.length() <= LONGEST ? new BigDecimal(text.strip()) : null;
      } catch (NumberFormatException _) {
        return null;
      }
    }
    return tree instanceof Number number ? number : null;
  }

  private static BigDecimal exact(Number number) {
    return switch (number) {
      case BigDecimal decimal -> decimal;
      case BigInteger whole -> new BigDecimal(whole);
      case Double real -> BigDecimal.valueOf(real);
      case Float real -> new BigDecimal(real.toString());
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  @Override
  public @Nullable Object write(Object value, Secrets secrets) {
    return value instanceof Double number && !Double.isFinite(number) ? null : value;
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    boolean nullable = use == SchemaUse.ANSWER && !exact;
    schema.put("type", nullable ? List.of("number", "null") : "number");
    if (Double.isFinite(range.min())) {
      schema.put("minimum", Bounds.number(range.min()));
    }
    if (Double.isFinite(range.max())) {
      schema.put("maximum", Bounds.number(range.max()));
    }
    return schema;
  }

  @Override
  public String expected() {
    return expected;
  }
}
