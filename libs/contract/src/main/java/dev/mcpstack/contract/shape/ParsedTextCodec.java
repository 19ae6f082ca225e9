package dev.mcpstack.contract.shape;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value that is written as text of some form. */
final class ParsedTextCodec implements Codec {
  private static final int LONGEST = 4096;

  /** The forms there are. */
  static final Map<Class<?>, ParsedTextCodec> ALL =
      Map.of(
          Duration.class,
          new ParsedTextCodec(
              "a duration such as 15s, 500ms, 2m or 1h",
              DurationText::parse,
              value -> DurationText.format((Duration) value),
              "pattern",
              "^(?:(?:[0-9]+(?:ns|us|ms|s|m|h|d))+|P[0-9DTHMS.]+)$"),
          DataSize.class,
          new ParsedTextCodec(
              "a size such as 64MiB or 1GB",
              DataSize::parse,
              Object::toString,
              "pattern",
              "^[0-9]+ *(?:B|[KMGT]iB?|[kKMGT]B)?$"),
          Path.class,
          new ParsedTextCodec("a path", ParsedTextCodec::path, Object::toString, null, ""),
          URI.class,
          new ParsedTextCodec(
              "an address (URI)",
              ParsedTextCodec::uri,
              Object::toString,
              "format",
              "uri-reference"),
          Instant.class,
          new ParsedTextCodec(
              "a time such as 2026-01-31T10:15:30Z",
              text -> time(text, Instant::parse),
              Object::toString,
              "format",
              "date-time"),
          LocalDate.class,
          new ParsedTextCodec(
              "a date such as 2026-01-31",
              text -> time(text, LocalDate::parse),
              Object::toString,
              "format",
              "date"));

  private final String expected;
  private final Function<String, ? extends Optional<?>> parse;
  private final Function<Object, String> format;
  private final @Nullable String schemaKey;
  private final String schemaValue;

  private ParsedTextCodec(
      String expected,
      Function<String, ? extends Optional<?>> parse,
      Function<Object, String> format,
      @Nullable String schemaKey,
      String schemaValue) {
    this.expected = expected;
    this.parse = parse;
    this.format = format;
    this.schemaKey = schemaKey;
    this.schemaValue = schemaValue;
  }

  @Override
  public Object read(Object tree, Place at, Reading reading) {
    if (tree instanceof String text && !text.isEmpty() && text.length() <= LONGEST) {
      Optional<?> value = parse.apply(text);
      if (value.isPresent()) {
        return value.get();
      }
    }
    return bytes(tree).orElseGet(() -> reading.fail(at, tree, expected));
  }

  /** A size may also be a whole number of bytes. */
  private Optional<Object> bytes(Object tree) {
    boolean whole = tree instanceof Integer || tree instanceof Long;
    return this == ALL.get(DataSize.class) && whole
        ? DataSize.parse(tree.toString()).map(size -> size)
        : Optional.empty();
  }

  @Override
  public Object write(Object value, Secrets secrets) {
    return TextCodec.write(format.apply(value), secrets);
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    // A pattern says what may be sent; an answer may hold more, such as a negative duration.
    if (schemaKey != null && (use == SchemaUse.INPUT || schemaKey.equals("format"))) {
      schema.put(schemaKey, schemaValue);
    }
    return schema;
  }

  @Override
  public String expected() {
    return expected;
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> time(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
