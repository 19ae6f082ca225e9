package dev.mcpstack.contract.shape;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An int or a long. A fraction is refused unless it is zero, so that 5.0 is 5. */
final class WholeNumberCodec implements Codec {
  /** No long has more digits and a sign. */
  private static final int LONGEST = 20;

  private final boolean narrow;
  private final long min;
  private final long max;
  private final NumberRange range;
  private final String expected;

  WholeNumberCodec(boolean narrow, NumberRange range) {
    this.narrow = narrow;
    long lowest = narrow ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long highest = narrow ? Integer.MAX_VALUE : Long.MAX_VALUE;
    this.min = Math.max(lowest, (long) Math.ceil(range.min()));
    this.max = Math.min(highest, (long) Math.floor(range.max()));
    this.range = range;
    this.expected = "a whole number" + Bounds.ofNumber(range);
  }

  @Override
  public Object read(Object tree, Place at, Reading reading) {
    Long number = exact(tree, reading);
    if (number == null) {
      return reading.fail(at, tree, expected);
    }
    if (number < min || number > max) {
      boolean stated = number < range.min() || number > range.max();
      return reading.fail(
          at, tree, stated ? expected : "a whole number from " + min + " to " + max);
    }
    return narrow ? (Object) number.intValue() : number;
  }

  private static @Nullable Long exact(Object tree, Reading reading) {
    try {
      return switch (tree) {
        case Integer number -> number.longValue();
        case Long number -> number;
        case Short number -> number.longValue();
        case Byte number -> number.longValue();
        case BigInteger number -> number.longValueExact();
        case BigDecimal number -> number.longValueExact();
        case Double number -> exact(number);
        case Float number -> exact(number.doubleValue());
        case String text when reading.fromText() && text.length() <= LONGEST ->
            Long.valueOf(text.strip());
        default -> null;
      };
    } catch (ArithmeticException | NumberFormatException _) {
      return null;
    }
  }

  private static @Nullable Long exact(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 0x1p63;
    return whole ? (Long) (long) number : null;
  }

  @Override
  public Object write(Object value, Secrets secrets) {
    return value;
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
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
