package dev.mcpstack.localdata.gate;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The constructs that may stand in a tree: per node class, the fields that may be set. A class or a
 * field that is not listed is refused when it turns up, so a parser that learns new syntax lets
 * nothing new through.
 */
final class NodePolicy {
  private static final String ROOT = "net.sf.jsqlparser.";
  private static final Map<Dialect, NodePolicy> ALL = new EnumMap<>(Dialect.class);

  static {
    for (Dialect dialect : Dialect.values()) {
      ALL.put(dialect, new NodePolicy(dialect));
    }
  }

  /** Class name to field name to the one value allowed, or to "*" for any. */
  private final Map<String, Map<String, String>> classes = new HashMap<>();

  private NodePolicy(Dialect dialect) {
    for (String line : Resource.lines("nodes.txt")) {
      List<String> words = Resource.words(line);
      if (isFor(dialect, words.getFirst())) {
        Map<String, String> fields =
            classes.computeIfAbsent(bare(words.getFirst()), _ -> new HashMap<>());
        for (int i = 1; i < words.size(); i++) {
          if (isFor(dialect, words.get(i))) {
            String field = bare(words.get(i));
            int mark = field.indexOf('=');
            fields.put(
                mark < 0 ? field : field.substring(0, mark),
                mark < 0 ? "*" : field.substring(mark + 1));
          }
        }
      }
    }
  }

  static NodePolicy of(Dialect dialect) {
    NodePolicy policy = ALL.get(dialect);
    if (policy == null) {
      throw new IllegalStateException("no constructs for " + dialect);
    }
    return policy;
  }

  boolean allows(Class<?> node) {
    return classes.containsKey(name(node));
  }

  /** Whether a field that is set may be, to this value. */
  boolean allows(Class<?> node, String field, Object value) {
    Map<String, String> fields = classes.get(name(node));
    String allowed = fields == null ? null : fields.get(field);
    return allowed != null && (allowed.equals("*") || allowed.equals(value.toString()));
  }

  private static String name(Class<?> node) {
    return node.getName().substring(ROOT.length());
  }

  private static boolean isFor(Dialect dialect, String word) {
    int mark = word.indexOf('@');
    return mark < 0 || word.substring(mark + 1).equals(dialect.key());
  }

  private static String bare(String word) {
    int mark = word.indexOf('@');
    return mark < 0 ? word : word.substring(0, mark);
  }
}
