package dev.mcpstack.contract.config;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * The value of a scalar by the core schema of YAML 1.2.
 *
 * @param value text, a truth value, an Integer, Long, BigInteger or Double, or null
 */
record Scalar(@Nullable Object value) {
  /** Parsing a number takes more than linear time, and no real one is longer. */
  private static final int LONGEST_NUMBER = 100;

  private static final ScalarResolver CORE = new CoreScalarResolver(false);

  /** The value, or nothing if the tag is none of the core schema or does not fit the text. */
  static Optional<Scalar> of(ScalarEvent event) {
    String text = event.getValue();
    boolean plain = event.getImplicit().canOmitTagInPlainScalar();
    Tag found = plain || event.getTag().isPresent() ? CORE.resolve(text, true) : Tag.STR;
    String wanted = event.getTag().orElse("!");
    if (wanted.equals(Tag.STR.getValue()) || (wanted.equals("!") && !plain)) {
      return Optional.of(new Scalar(text));
    }
    if (!wanted.equals("!") && !wanted.equals(found.getValue())) {
      return Optional.empty();
    }
    return value(found, text);
  }

  private static Optional<Scalar> value(Tag tag, String text) {
    if (tag.equals(Tag.NULL)) {
      return Optional.of(new Scalar(null));
    }
    if (tag.equals(Tag.BOOL)) {
      return Optional.of(new Scalar(text.equalsIgnoreCase("true")));
    }
    if (!tag.equals(Tag.INT) && !tag.equals(Tag.FLOAT)) {
      return Optional.of(new Scalar(text));
    }
    if (text.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    return Optional.of(new Scalar(tag.equals(Tag.INT) ? whole(text) : real(text)));
  }

  private static Object whole(String text) {
    BigInteger number;
    if (text.startsWith("0x")) {
      number = new BigInteger(text.substring(2), 16);
    } else if (text.startsWith("0o")) {
      number = new BigInteger(text.substring(2), 8);
    } else {
      number = new BigInteger(text);
    }
    if (number.bitLength() < Integer.SIZE) {
      return number.intValue();
    }
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private static Double real(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    double size;
    if (digits.equalsIgnoreCase(".nan")) {
      size = Double.NaN;
    } else if (digits.equalsIgnoreCase(".inf")) {
      size = Double.POSITIVE_INFINITY;
    } else {
      size = Double.parseDouble(digits);
    }
    return negative ? -size : size;
  }
}
