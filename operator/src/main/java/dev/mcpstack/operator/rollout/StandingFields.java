package dev.mcpstack.operator.rollout;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.stack.StackSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a specification asks for that needs no other revision, as a digest for each path: enough to
 * tell which of it has changed since it was carried out.
 *
 * @param digests by path, of what differs from the default
 */
public record StandingFields(Map<String, String> digests) {
  private static final int DIGITS = 8;
  private static final String OF_PODS = ".pods.";

  /** Who sets these has carried them out. */
  private static final Set<String> SWITCHES = Set.of("paused");

  /** A copy of the map. */
  public StandingFields {
    digests = Map.copyOf(digests);
  }

  /** Those of a specification. */
  public static StandingFields of(StackSpec spec) {
    Map<String, String> standard = groups(ReleaseIdentity.defaults());
    Map<String, String> digests = new TreeMap<>();
    groups(RecordShape.treeOf(spec))
        .forEach((path, text) -> {
          if (!text.equals(standard.get(path)) && !SWITCHES.contains(path)) {
            digests.put(path, ReleaseIdentity.digest(text).substring(0, DIGITS));
          }
        });
    return new StandingFields(digests);
  }

  private static Map<String, String> groups(Map<?, ?> spec) {
    Map<String, String> flat = new LinkedHashMap<>();
    SpecChanges.flatten(spec, "", flat);
    Map<String, String> groups = new TreeMap<>();
    flat.forEach((path, value) ->
        SpecChanges.inPlace(path)
            .ifPresent(group -> groups.merge(group, path + "=" + value + "\n", String::concat)));
    return groups;
  }

  /** What was written down. */
  public static StandingFields parse(String text) {
    return new StandingFields(
        Arrays.stream(text.split(" ", -1))
            .map(each -> each.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, _) -> one)));
  }

  /** To be written down. */
  public String text() {
    return new TreeMap<>(digests)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(" "));
  }

  /** These, with how many pods there are as before: that is another revision's now. */
  public StandingFields withPodsOf(StandingFields before) {
    Map<String, String> both = new TreeMap<>(before.digests);
    both.keySet().removeIf(path -> !path.contains(OF_PODS));
    digests.forEach((path, digest) -> {
      if (!path.contains(OF_PODS)) {
        both.put(path, digest);
      }
    });
    return new StandingFields(both);
  }

  /** The paths that differ. */
  public Set<String> differing(StandingFields other) {
    return Stream.concat(digests.keySet().stream(), other.digests.keySet().stream())
        .filter(
            path -> !digests.getOrDefault(path, "").equals(other.digests.getOrDefault(path, "")))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
