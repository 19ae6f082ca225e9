package dev.mcpstack.testkit.node;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts paths of this machine in the place of those of a container, and the address of its pod in
 * that of all addresses: what namespaces of Linux do in a cluster. Pure.
 */
final class Rewrite {
  private static final Pattern SETTINGS =
      Pattern.compile(".*\\.(ya?ml|json|conf|cfg|properties|toml|ini)");
  private static final Pattern EVERYWHERE = Pattern.compile("(?<![\\w.])0\\.0\\.0\\.0(?![\\w./])");

  private final Map<String, Path> paths;
  private final Pattern any;
  private final String address;

  /**
   * One for a container.
   *
   * @param paths where each folder and file that it mounts is
   */
  Rewrite(Map<String, Path> paths, String address) {
    this.paths = Map.copyOf(paths);
    this.address = address;
    // All in one pass, since what one puts in may begin like another; the longest first.
    String alternatives =
        paths.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    // The path itself and what is below it, but not what merely ends or goes on like it.
    this.any = Pattern.compile("(?<![\\w./-])(?:" + alternatives + ")(?!\\.?[\\w-])");
  }

  /** Whether a file of that name says paths and addresses, unlike data. */
  static boolean isSettings(String file) {
    return SETTINGS.matcher(file).matches();
  }

  String of(String text) {
    String placed =
        paths.isEmpty()
            ? text
            : any.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(path(found.group()).toString()));
    return EVERYWHERE.matcher(placed).replaceAll(address);
  }

  private Path path(String inside) {
    Path outside = paths.get(inside);
    if (outside == null) {
      throw new IllegalStateException("not one of the paths: " + inside);
    }
    return outside;
  }
}
