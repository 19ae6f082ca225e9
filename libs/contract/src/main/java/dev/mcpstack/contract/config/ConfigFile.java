package dev.mcpstack.contract.config;

import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.RecordShape;
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
    return bind(file.toString(), YamlTree.readAll(file), type);
  }

  /**
   * Reads a text as {@link #read} reads a file.
   *
   * @param source what to call the text in problems
   */
  public static <T extends Record> T parse(String source, String text, Class<T> type) {
    return bind(source, YamlTree.parseAll(source, text), type);
  }

  private static <T extends Record> T bind(String source, List<YamlTree> trees, Class<T> type) {
    if (trees.isEmpty()) {
      Bound<T> bound = RecordShape.of(type).bind(Map.of());
      return bound.orElseThrow(problems -> new ConfigurationException(source, problems));
    }
    if (trees.size() > 1) {
      Problem problem =
          Problem.of("", trees.size() + " YAML documents", "one, without a line of ---")
              .at(trees.get(1).position(""));
      throw new ConfigurationException(source, List.of(problem));
    }
    return trees.getFirst().bind(type);
  }
}
