package dev.mcpstack.contract.shape;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text, bounded in code points, that may have to match a pattern. */
final class TextCodec implements Codec {
  private final int min;
  private final int max;
  private final java.util.regex.@Nullable Pattern pattern;
  private final String expected;

  TextCodec(int min, int max, @Nullable Pattern pattern) {
    this.min = min;
    this.max = max;
    String text = "text" + Bounds.ofSize(min, max, "character", "characters");
    this.pattern = pattern == null ? null : java.util.regex.Pattern.compile(pattern.regexp());
    this.expected = pattern == null ? text : text + ": " + pattern.message();
  }

  @Override
  public Object read(Object tree, Place at, Reading reading) {
    if (!(tree instanceof String text)) {
      return reading.fail(at, tree, expected);
    }
    if (min > 0 || max < text.length()) {
      int size = text.codePointCount(0, text.length());
      if (size < min || size > max) {
        return reading.fail(at, tree, expected);
      }
    }
    boolean matches = pattern == null || pattern.matcher(text).matches();
    return matches ? text : reading.fail(at, tree, expected);
  }

  @Override
  public Object write(Object value, Secrets secrets) {
    return write((String) value, secrets);
  }

  static String write(String text, Secrets secrets) {
    return secrets == Secrets.MASKED ? Excerpt.withoutCredentials(text) : text;
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    if (min > 0) {
      schema.put("minLength", min);
    }
    if (max < Integer.MAX_VALUE) {
      schema.put("maxLength", max);
    }
    if (pattern != null) {
      schema.put("pattern", "^(?:" + pattern.pattern() + ")$");
    }
    return schema;
  }

  @Override
  public String expected() {
    return expected;
  }
}
