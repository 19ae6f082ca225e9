package dev.mcpstack.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files under version control that are made from others. */
final class Generated {
  private Generated() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the file where that is wanted, and holds it against what it should be. */
  static void assertFile(Path file, String content) {
    if (Boolean.getBoolean("mcpstack.docs.update")) {
      try {
        Files.writeString(file, content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(file)
        .as("to make it anew: ./mcpstack verify -pl operator -am -Dmcpstack.docs.update=true")
        .hasContent(content);
  }

  /** The part of a page between {@code <!-- name -->} and {@code <!-- /name -->}. */
  static void assertSection(Path page, String name, String content) {
    String text = read(page);
    String start = "<!-- " + name + " -->\n";
    int from = text.indexOf(start);
    int to = text.indexOf("<!-- /" + name + " -->");
    if (from < 0 || to < from) {
      throw new AssertionError(page + " has no section " + name);
    }
    assertFile(page, text.substring(0, from + start.length()) + content + text.substring(to));
  }
}
