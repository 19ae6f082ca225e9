package dev.mcpstack.e2e;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an example needs that a cluster need not have, by what stands in it. */
final class Needs {
  private static final Map<Pattern, String> NEVER = new LinkedHashMap<>();

  static {
    NEVER.put(Pattern.compile("(?m)^ +external:"), "a token store of one's own");
    NEVER.put(Pattern.compile("(?m)^ +registry:"), "a registry of one's own");
    NEVER.put(Pattern.compile("nodeSelector:"), "nodes with labels of one's own");
    NEVER.put(Pattern.compile("claimName:"), "a volume with files");
    NEVER.put(Pattern.compile("mode: CertManager"), "cert-manager");
    NEVER.put(Pattern.compile("httpRoute:"), "the Gateway API");
    NEVER.put(Pattern.compile("serviceMonitor: true"), "the Prometheus operator");
  }

  private static final Pattern POSTGRESQL = Pattern.compile("type: PostgreSQL");
  private static final Pattern STORAGE = Pattern.compile("(?m)^ +storage:");

  private Needs() {}

  /** Whether it names a database. */
  static boolean postgres(String example) {
    return POSTGRESQL.matcher(example).find();
  }

  /**
   * Why the example can't be brought up here.
   *
   * @param postgres whether there is a PostgreSQL
   * @param storage whether there is a storage class
   */
  static Optional<String> missing(String example, boolean postgres, boolean storage) {
    for (Map.Entry<Pattern, String> need : NEVER.entrySet()) {
      if (need.getKey().matcher(example).find()) {
        return Optional.of("it needs " + need.getValue());
      }
    }
    if (postgres(example) && !postgres) {
      return Optional.of(
          "it needs PostgreSQL: give -D" + Settings.PREFIX + "postgres=IMAGE to have one started");
    }
    if (STORAGE.matcher(example).find() && !storage) {
      return Optional.of(
          "it needs a storage class: give -D" + Settings.PREFIX + "storageClass=NAME");
    }
    return Optional.empty();
  }
}
