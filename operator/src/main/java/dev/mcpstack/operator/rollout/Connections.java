package dev.mcpstack.operator.rollout;

import dev.mcpstack.stack.SourceType;
import dev.mcpstack.stack.StackSource;
import dev.mcpstack.stack.StackSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Connections that cells could open to databases. A specification is refused that could open too
 * many with two cells alike; here cells count that are of another specification, or a third one.
 */
public final class Connections {
  private Connections() {}

  /**
   * What a cell could open.
   *
   * @param revision of the cell
   * @param pods with LocalData, at most
   * @param each connections of one such pod, by source
   */
  public record Use(int revision, int pods, Map<String, Integer> each) {
    /** A copy of the map. */
    public Use {
      each = Map.copyOf(each);
    }

    private int of(String source) {
      return pods * each.getOrDefault(source, 0);
    }
  }

  /** Connections of one pod with LocalData, by source. */
  public static Map<String, Integer> each(StackSpec spec) {
    Map<String, Integer> each = new LinkedHashMap<>();
    if (!spec.localData().enabled()) {
      return each;
    }
    spec.sources().stream()
        .filter(source -> source.type() == SourceType.POSTGRESQL)
        .forEach(source -> each.put(source.name(), source.connections()));
    return each;
  }

  /** The same of what a kept release was made from. */
  public static Map<String, Integer> each(Map<?, ?> spec) {
    Map<String, Integer> each = new LinkedHashMap<>();
    boolean off =
        spec.get("localData") instanceof Map<?, ?> local
            && Boolean.FALSE.equals(local.get("enabled"));
    if (!off && spec.get("sources") instanceof List<?> sources) {
      for (Object source : sources) {
        if (source instanceof Map<?, ?> map
            && "PostgreSQL".equals(map.get("type"))
            && map.get("name") instanceof String name) {
          each.put(
              name,
              map.get("maxConnections") instanceof Number number
                  ? number.intValue()
                  : StackSource.DEFAULT_MAX_CONNECTIONS);
        }
      }
    }
    return each;
  }

  /**
   * What is too little for one cell more.
   *
   * @param more the cell that is to come
   * @param there those that are there
   * @param sources with the limits of their databases
   * @return sentences with cause and remedy; empty if nothing is
   */
  public static Optional<String> lacking(Use more, List<Use> there, List<StackSource> sources) {
    List<String> lacks = new ArrayList<>();
    for (StackSource source : sources) {
      Integer limit = source.connectionLimit();
      int taken = there.stream().mapToInt(use -> use.of(source.name())).sum();
      int needed = more.of(source.name());
      if (limit != null && needed > 0 && taken + needed > limit) {
        lacks.add(
            "It could open %d connections to %s, of whose %d revision %s could take %d."
                .formatted(needed, source.name(), limit, revisions(there, source.name()), taken));
      }
    }
    if (lacks.isEmpty()) {
      return Optional.empty();
    }
    lacks.add(
        "Wait until old revisions are gone or name one in rollout.retire, lower maxConnections, or raise connectionLimit: it goes on by itself then.");
    return Optional.of(String.join(" ", lacks));
  }

  private static String revisions(List<Use> there, String source) {
    return there.stream()
        .filter(use -> use.of(source) > 0)
        .map(use -> Integer.toString(use.revision()))
        .collect(Collectors.joining(" and "));
  }

  /** What cells could open together, for people; empty if none does. */
  public static String text(List<Use> cells, List<StackSource> sources) {
    List<String> parts = new ArrayList<>();
    for (StackSource source : sources) {
      int all = cells.stream().mapToInt(use -> use.of(source.name())).sum();
      if (all > 0) {
        Integer limit = source.connectionLimit();
        parts.add(source.name() + " " + all + (limit == null ? "" : " of " + limit));
      }
    }
    return String.join(", ", parts);
  }
}
