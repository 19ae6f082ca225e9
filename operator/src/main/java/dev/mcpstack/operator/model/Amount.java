package dev.mcpstack.operator.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of processor time, memory and pods as Kubernetes writes them. */
public final class Amount {
  private static final Pattern TEXT =
      Pattern.compile("([+-]?[0-9]*[.]?[0-9]+)([eE][+-]?[0-9]{1,2}|[numkMGTPE]|[KMGTPE]i)?");
  private static final String DECIMAL = "num kMGTPE";
  private static final int UNIT = 3; // Where the plain unit is among them.
  private static final List<String> BINARY = List.of("Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final BigDecimal STEP = BigDecimal.valueOf(1024);
  private static final Map<String, String> WORDS =
      Map.of("requests.cpu", "CPU", "requests.memory", "memory");

  private Amount() {}

  /** What a text such as {@code 500m} or {@code 2.5Gi} means; empty if it means nothing. */
  public static Optional<BigDecimal> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(parts.group(1));
    String unit = Optional.ofNullable(parts.group(2)).orElse("");
    if (unit.isEmpty()) {
      return Optional.of(number);
    }
    if (BINARY.contains(unit)) {
      return Optional.of(number.multiply(STEP.pow(BINARY.indexOf(unit) + 1)));
    }
    int power =
        unit.length() > 1
            ? Integer.parseInt(unit.substring(1))
            : 3 * (DECIMAL.indexOf(unit) - UNIT);
    return Optional.of(number.scaleByPowerOfTen(power));
  }

  /** For people, such as {@code 4 pods}, {@code 1.5 CPU} or {@code 2.5Gi of memory}. */
  public static String text(String resource, BigDecimal amount) {
    return switch (resource) {
      case "pods" -> plain(amount) + (amount.compareTo(BigDecimal.ONE) == 0 ? " pod" : " pods");
      case "requests.cpu" -> plain(amount) + " CPU";
      case String name when name.endsWith(".cpu") -> plain(amount) + " of " + name;
      case String name -> bytes(amount) + " of " + WORDS.getOrDefault(name, name);
    };
  }

  private static String bytes(BigDecimal amount) {
    BigDecimal shown = amount;
    String unit = "";
    for (String next : BINARY) {
      if (shown.compareTo(STEP) < 0) {
        break;
      }
      shown = shown.divide(STEP, MathContext.DECIMAL64);
      unit = next;
    }
    return plain(shown) + unit;
  }

  private static String plain(BigDecimal amount) {
    BigDecimal rounded = amount.setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
