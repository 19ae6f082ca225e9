package dev.mcpstack.datascience;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files that {@code src/test/reference} writes. */
final class ReferenceFile {
  private ReferenceFile() {}

  /** All lines, the names first. */
  static List<List<String>> lines(String file) {
    InputStream stream =
        Objects.requireNonNull(
            ReferenceFile.class.getResourceAsStream("/reference/" + file), () -> "no file " + file);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.readAllLines().stream().map(line -> List.of(line.split(",", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines whose first cell is the key, as cells by name. */
  static List<Map<String, String>> rows(String file, String key) {
    List<List<String>> lines = lines(file);
    List<Map<String, String>> found =
        lines.stream()
            .skip(1)
            .filter(line -> line.getFirst().equals(key))
            .map(line -> cells(lines.getFirst(), line))
            .toList();
    if (found.isEmpty()) {
      throw new AssertionError(file + " has no line of " + key);
    }
    return found;
  }

  private static Map<String, String> cells(List<String> names, List<String> line) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int index = 0; index < names.size(); index++) {
      cells.put(names.get(index), line.get(index));
    }
    return cells;
  }
}
