package dev.mcpstack.contract.config;

import dev.mcpstack.contract.shape.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a configuration record from one YAML document. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads a file; an empty one stands for an object without keys.
   *
   * @throws ConfigurationException if the file is missing, unreadable, no YAML, or not what the
   *     record wants; it tells every problem that can be found at once
   */
  public static <T extends Record> T read(Path file, Class<T> type) {
    return read(file, type, Map.of());
  }

  /**
   * Reads a file in which some keys are replaced, such as by what only the place where a program
   * runs can tell.
   *
   * @param replaced values as they would stand in YAML, by path such as {@code data.port}
   */
  public static <T extends Record> T read(Path file, Class<T> type, Map<String, String> replaced) {
    return bind(file.toString(), YamlTree.readAll(file), type, replaced);
  }

  /**
   * Reads a text as {@link #read} reads a file.
   *
   * @param source what to call the text in problems
   */
  public static <T extends Record> T parse(String source, String text, Class<T> type) {
    return parse(source, text, type, Map.of());
  }

  /** Reads a text as {@link #read(Path, Class, Map)} reads a file. */
  public static <T extends Record> T parse(
      String source, String text, Class<T> type, Map<String, String> replaced) {
    return bind(source, YamlTree.parseAll(source, text), type, replaced);
  }

  private static <T extends Record> T bind(
      String source, List<YamlTree> trees, Class<T> type, Map<String, String> replaced) {
    if (trees.isEmpty()) {
      return parse(source, "{}", type, replaced);
    }
    if (trees.size() > 1) {
      Problem problem =
          Problem.of("", trees.size() + " YAML documents", "one, without a line of ---")
              .at(trees.get(1).position(""));
      throw new ConfigurationException(source, List.of(problem));
    }
    YamlTree tree = trees.getFirst();
    for (Map.Entry<String, String> key : replaced.entrySet()) {
      tree = tree.with(key.getKey(), key.getValue());
    }
    return tree.bind(type);
  }
}
