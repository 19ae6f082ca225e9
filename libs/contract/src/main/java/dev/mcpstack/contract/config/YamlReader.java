package dev.mcpstack.contract.config;

import dev.mcpstack.contract.shape.Position;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Makes trees from the events of the YAML parser. The trees are made here rather than by the
 * library so that each value keeps its place, depth and size are bounded before memory is spent,
 * and nothing in the text can name a class.
 */
final class YamlReader {
  static final int MOST_CODE_POINTS = 3 << 20;

  private static final int MOST_VALUES = 200_000;
  private static final int MOST_ALIASES = 50;
  private static final int DEEPEST = 50;

  private final String source;
  private final String text;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Position> positions = new HashMap<>();
  private final Map<Anchor, Node> anchors = new HashMap<>();
  private int aliases;

  YamlReader(String source, String text) {
    this.source = source;
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /**
   * A finished value.
   *
   * @param size how many values it holds, itself included, when aliases are followed
   */
  private record Node(@Nullable Object value, int size) {}

  /** Ends the reading: what follows would make no sense. */
  private static final class Refused extends RuntimeException {
    private final Problem problem;

    Refused(Problem problem) {
      super(problem.toString(), null, false, false);
      this.problem = problem;
    }
  }

  List<YamlTree> documents() {
    List<YamlTree> trees = new ArrayList<>();
    try {
      if (text.codePointCount(0, text.length()) > MOST_CODE_POINTS) {
        throw new Refused(
            Problem.of("", "more than " + MOST_CODE_POINTS + " characters", "a smaller text"));
      }
      Iterator<Event> events =
          new Parse(LoadSettings.builder().setCodePointLimit(MOST_CODE_POINTS).build())
              .parseString(text)
              .iterator();
      while (events.hasNext()) {
        switch (events.next()) {
          case DocumentStartEvent _ -> start();
          case DocumentEndEvent _ -> {}
          case NodeEvent node -> {
            Object root = node(node, "", 0, events).value();
            if (root != null) {
              trees.add(new YamlTree(source, root, positions));
            }
          }
          default -> {}
        }
      }
    } catch (Refused refusal) {
      problems.add(refusal.problem);
    } catch (YamlEngineException failure) {
      problems.add(SyntaxProblem.of(failure, text));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(source, problems);
    }
    return List.copyOf(trees);
  }

  private void start() {
    positions.clear();
    anchors.clear();
  }

  private Node node(Event event, String path, int depth, Iterator<Event> events) {
    positions.putIfAbsent(path, position(event));
    if (depth > DEEPEST) {
      throw refused(event, path, "more than " + DEEPEST + " levels", "fewer");
    }
    Node node =
        switch (event) {
          case ScalarEvent scalar -> new Node(scalar(scalar, path), 1);
          case AliasEvent alias -> alias(alias, path);
          case SequenceStartEvent start -> list(start, path, depth, events);
          case MappingStartEvent start -> map(start, path, depth, events);
          default -> throw refused(event, path, "something unknown", "a value");
        };
    if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
      named.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
    }
    return node;
  }

  private Node list(SequenceStartEvent start, String path, int depth, Iterator<Event> events) {
    checkTag(start, Tag.SEQ, path);
    List<@Nullable Object> items = new ArrayList<>();
    int size = 1;
    for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
      Node item = node(next, TreePath.item(path, items.size()), depth + 1, events);
      size = grown(size, item, next, path);
      items.add(item.value());
    }
    return new Node(Collections.unmodifiableList(items), size);
  }

  private Node map(MappingStartEvent start, String path, int depth, Iterator<Event> events) {
    checkTag(start, Tag.MAP, path);
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    int size = 1;
    for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
      if (!(next instanceof ScalarEvent key)) {
        throw refused(next, path, "a key that is no text", "a text as key");
      }
      String name = key.getValue();
      String below = TreePath.child(path, name);
      if (entries.containsKey(name)) {
        String first = positions.getOrDefault(below, position(key)).toString();
        problems.add(
            Problem.of(below, "the key twice, first in " + first, "it once").at(position(key)));
      }
      positions.put(below, position(key));
      Node value = node(events.next(), below, depth + 1, events);
      size = grown(size, value, key, path);
      entries.put(name, value.value());
    }
    return new Node(Collections.unmodifiableMap(entries), size);
  }

  private static int grown(int size, Node part, Event event, String path) {
    if (size + part.size() > MOST_VALUES) {
      throw refused(event, path, "more than " + MOST_VALUES + " values", "fewer, or fewer aliases");
    }
    return size + part.size();
  }

  private Node alias(AliasEvent alias, String path) {
    if (++aliases > MOST_ALIASES) {
      throw refused(alias, path, "more than " + MOST_ALIASES + " aliases", "the values themselves");
    }
    Node node = anchors.get(alias.getAlias());
    if (node == null) {
      throw refused(
          alias,
          path,
          "the alias " + Problem.excerpt(alias.getAlias().getValue()),
          "one whose anchor ends before it");
    }
    return node;
  }

  private @Nullable Object scalar(ScalarEvent scalar, String path) {
    Optional<Scalar> value = Scalar.of(scalar);
    if (value.isEmpty()) {
      String tag = scalar.getTag().map(Problem::excerpt).orElse("");
      String found = tag.isEmpty() ? "a number that is too long" : "a value that the tag forbids";
      problems.add(Problem.of(path, found, "a plain value").at(position(scalar)));
      return null;
    }
    return value.get().value();
  }

  private void checkTag(CollectionStartEvent start, Tag allowed, String path) {
    String tag = start.getTag().orElse("!");
    if (!tag.equals("!") && !tag.equals(allowed.getValue())) {
      problems.add(
          Problem.of(path, "the tag " + Problem.excerpt(tag), "no tag").at(position(start)));
    }
  }

  private static Refused refused(Event event, String path, String found, String expected) {
    return new Refused(Problem.of(path, found, expected).at(position(event)));
  }

  private static Position position(Event event) {
    return event
        .getStartMark()
        .map(mark -> new Position(mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Position(1, 1));
  }
}
