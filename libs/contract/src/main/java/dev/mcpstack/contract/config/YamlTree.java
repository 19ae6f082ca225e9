package dev.mcpstack.contract.config;

import dev.mcpstack.contract.shape.Position;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.contract.shape.TreePath;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One YAML document as a plain tree that knows its lines. The core schema of YAML 1.2 holds: {@code
 * yes} is text, and a key is always text. Immutable.
 *
 * <p>A text may have 3 MiB code points, 200000 values also when aliases are followed, 50 aliases
 * and 50 levels. Duplicate keys, tags other than those of the core schema, and keys that are
 * objects or lists are refused.
 */
public final class YamlTree {
  private static final Position START = new Position(1, 1);

  private final String source;
  private final Object root;
  private final Map<String, Position> positions;

  YamlTree(String source, Object root, Map<String, Position> positions) {
    this.source = source;
    this.root = root;
    this.positions = Map.copyOf(positions);
  }

  /**
   * Reads the documents of a file that are not empty.
   *
   * @throws ConfigurationException if the file cannot be read or holds no valid YAML
   */
  public static List<YamlTree> readAll(Path file) {
    return parseAll(file.toString(), YamlFile.text(file));
  }

  /**
   * Reads the documents of a text that are not empty.
   *
   * @param source what to call the text in problems
   * @throws ConfigurationException if the text is no valid YAML
   */
  public static List<YamlTree> parseAll(String source, String text) {
    return new YamlReader(source, text).documents();
  }

  /** Where the document came from. */
  public String source() {
    return source;
  }

  /** The tree: a map from text, a list, text, a number or a truth value. */
  public Object root() {
    return root;
  }

  /** The place of a key or item, or of the nearest thing around it that is there. */
  public Position position(String path) {
    String at = path;
    while (!at.isEmpty()) {
      Position position = positions.get(at);
      if (position != null) {
        return position;
      }
      at = TreePath.parent(at);
    }
    return positions.getOrDefault("", START);
  }

  /**
   * The same with the value of one key replaced.
   *
   * @param path the keys down to it, joined by dots; objects on the way that are missing are made
   * @param value as it would stand in YAML
   * @throws ConfigurationException if the value is no YAML, or something on the way is no object
   */
  public YamlTree with(String path, String value) {
    List<YamlTree> parsed = parseAll("the value of " + path, value);
    Object given = parsed.isEmpty() ? "" : parsed.getFirst().root();
    return new YamlTree(source, replaced(root, path, path, given), positions);
  }

  private Object replaced(Object tree, String rest, String path, Object given) {
    if (!(tree instanceof Map<?, ?> map)) {
      throw refusal(List.of(Problem.of(path, Problem.excerpt(tree), "an object on the way to it")));
    }
    Map<Object, Object> copy = new LinkedHashMap<>(map);
    int dot = rest.indexOf('.');
    if (dot < 0) {
      copy.put(rest, given);
    } else {
      String key = rest.substring(0, dot);
      Object below = copy.getOrDefault(key, Map.of());
      copy.put(key, replaced(below, rest.substring(dot + 1), path, given));
    }
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Binds the document to a record.
   *
   * @throws ConfigurationException with every problem, by line
   */
  public <T extends Record> T bind(Class<T> type) {
    return RecordShape.of(type).bind(root).orElseThrow(this::refusal);
  }

  /** The exception for problems that were found in this document, which get their lines. */
  public ConfigurationException refusal(List<Problem> problems) {
    List<Problem> placed =
        problems.stream()
            .map(problem -> problem.at(position(problem.path())))
            .sorted(Comparator.comparingInt(YamlTree::line))
            .toList();
    return new ConfigurationException(source, placed);
  }

  private static int line(Problem problem) {
    return problem.position().map(Position::line).orElse(0);
  }
}
