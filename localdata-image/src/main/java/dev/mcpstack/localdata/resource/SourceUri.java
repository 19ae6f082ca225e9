package dev.mcpstack.localdata.resource;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Names a source or one of its tables: {@code mcpstack://sources/warehouse} and {@code
 * mcpstack://sources/warehouse/tables/sales.orders}. What isn't a letter, a digit or one of {@code
 * -._~} is percent-encoded, as the templates' expansion has it.
 *
 * @param source name of the source
 * @param table name of the table, with or without its schema; empty for the source itself
 */
public record SourceUri(String source, Optional<String> table) {
  /** The template of sources. */
  public static final String SOURCE_TEMPLATE = "mcpstack://sources/{source}";

  /** The template of tables. */
  public static final String TABLE_TEMPLATE = "mcpstack://sources/{source}/tables/{table}";

  private static final String PREFIX = "mcpstack://sources/";
  private static final String TABLES = "tables";
  private static final String MARKS = "-._~";
  private static final int LONGEST = 2_000;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** The URI of a source. */
  public static String of(String source) {
    return PREFIX + encode(source);
  }

  /** The URI of a table. */
  public static String of(String source, String table) {
    return of(source) + "/" + TABLES + "/" + encode(table);
  }

  /** What a URI names, empty when it isn't one of these. */
  public static Optional<SourceUri> parse(String uri) {
    if (!uri.startsWith(PREFIX) || uri.length() > LONGEST) {
      return Optional.empty();
    }
    List<String> parts = List.of(uri.substring(PREFIX.length()).split("/", -1));
    Optional<String> source = decode(parts.getFirst());
    if (parts.size() == 1) {
      return source.map(name -> new SourceUri(name, Optional.empty()));
    }
    if (parts.size() != 3 || !parts.get(1).equals(TABLES)) {
      return Optional.empty();
    }
    return source.flatMap(
        name -> decode(parts.get(2)).map(table -> new SourceUri(name, Optional.of(table))));
  }

  private static String encode(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved((char) (each & 0xFF))) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HEX.toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  private static Optional<String> decode(String part) {
    ByteBuffer bytes = ByteBuffer.allocate(part.length());
    for (int at = 0; at < part.length(); at++) {
      char letter = part.charAt(at);
      if (letter == '%' && at + 2 < part.length() && isHex(part, at + 1)) {
        bytes.put((byte) HexFormat.fromHexDigits(part, at + 1, at + 3));
        at += 2;
      } else if (isUnreserved(letter)) {
        bytes.put((byte) letter);
      } else {
        return Optional.empty();
      }
    }
    try {
      String name = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      return name.isEmpty() ? Optional.empty() : Optional.of(name);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static boolean isHex(String text, int at) {
    return HexFormat.isHexDigit(text.charAt(at)) && HexFormat.isHexDigit(text.charAt(at + 1));
  }

  private static boolean isUnreserved(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || MARKS.indexOf(letter) >= 0;
  }
}
