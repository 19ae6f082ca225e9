package dev.mcpstack.localdata.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Lists that ship with the gate: one entry or more a line, # starts a comment. */
final class Resource {
  private static final Pattern SPACES = Pattern.compile(" +");

  private Resource() {}

  /** The lines that are neither blank nor comment, trimmed. */
  static List<String> lines(String name) {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(line ->
              (line.indexOf('#') >= 0 ? line.substring(0, line.indexOf('#')) : line).strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of a line. */
  static List<String> words(String line) {
    return List.of(SPACES.split(line, -1));
  }
}
