package dev.mcpstack.mcp.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A digest of a call, so that equal work can be recognised without keeping what was asked. */
public final class CallDigest {
  private CallDigest() {}

  /** SHA-256 over the tool and its arguments in key order, at every depth; hexadecimal. */
  public static String of(String tool, Map<String, Object> arguments) {
    StringBuilder text = new StringBuilder(256);
    write(tool, text);
    write(arguments, text);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Everything with its length before it, so that no two calls read the same. */
  private static void write(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case Map<?, ?> map -> {
        text.append('{').append(map.size()).append(':');
        for (Map.Entry<?, ?> entry : map.size() < 2 ? map.entrySet() : sorted(map).entrySet()) {
          write(entry.getKey(), text);
          write(entry.getValue(), text);
        }
      }
      case List<?> items -> {
        text.append('[').append(items.size()).append(':');
        for (Object item : items) {
          write(item, text);
        }
      }
      case String string -> text.append('"').append(string.length()).append(':').append(string);
      case null -> text.append("null;");
      default -> text.append(value).append(';'); // A number or a boolean.
    }
  }

  private static Map<?, ?> sorted(Map<?, ?> map) {
    return new TreeMap<>(map);
  }
}
