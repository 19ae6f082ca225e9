package dev.mcpstack.contract.shape;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An amount of memory or storage.
 *
 * @param bytes not negative
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final Map<String, Long> UNITS = units();

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative");
    }
  }

  /** So many KiB, of 1024 bytes. */
  public static DataSize ofKibibytes(long count) {
    return new DataSize(Math.multiplyExact(count, 1L << 10));
  }

  /** So many MiB, of 1024 KiB. */
  public static DataSize ofMebibytes(long count) {
    return new DataSize(Math.multiplyExact(count, 1L << 20));
  }

  /**
   * Reads {@code 64MiB}, {@code 64Mi}, {@code 1GB}, {@code 512B} or {@code 512}, which is bytes.
   * Empty if the text is none of these or exceeds 2^63 - 1 bytes.
   */
  public static Optional<DataSize> parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    Long unit = UNITS.get(text.substring(digits).strip());
    // Nineteen digits hold every long, and more would only cost time.
    if (digits == 0 || digits > 19 || unit == null) {
      return Optional.empty();
    }
    BigInteger bytes = new BigInteger(text.substring(0, digits)).multiply(BigInteger.valueOf(unit));
    return bytes.bitLength() > 63
        ? Optional.empty()
        : Optional.of(new DataSize(bytes.longValueExact()));
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The shortest exact text that {@link #parse} reads, such as {@code 64MiB}. */
  @Override
  public String toString() {
    String best = bytes + "B";
    long fewest = bytes;
    for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
      long size = unit.getValue();
      boolean spelled = unit.getKey().endsWith("B");
      if (spelled && bytes % size == 0 && bytes / size < fewest) {
        fewest = bytes / size;
        best = fewest + unit.getKey();
      }
    }
    return best;
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("", 1L);
    units.put("B", 1L);
    long binary = 1;
    long decimal = 1;
    for (String letter : new String[] {"k", "M", "G", "T"}) {
      binary *= 1024;
      decimal *= 1000;
      String upper = letter.equals("k") ? "K" : letter;
      units.put(upper + "iB", binary);
      units.put(upper + "i", binary);
      units.put(letter + "B", decimal);
    }
    units.put("KB", 1000L);
    return units;
  }
}
