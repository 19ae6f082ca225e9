package dev.mcpstack.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The YAML files beside the tests, whose {@code ${name}} are filled in. */
final class Templates {
  private Templates() {}

  /**
   * The text of a file with its holes filled.
   *
   * @throws IllegalArgumentException if one is left
   */
  static String fill(String file, Map<String, String> values) {
    String text = read(file);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    int hole = text.indexOf("${");
    if (hole >= 0) {
      throw new IllegalArgumentException(
          file + " has " + text.substring(hole, text.indexOf('}', hole) + 1) + " left");
    }
    return text;
  }

  static String read(String file) {
    try (InputStream in = Templates.class.getResourceAsStream("/e2e/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
