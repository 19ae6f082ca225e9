package dev.mcpstack.localdata.outside;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The configuration files of the tests. */
final class Yaml {
  private final Path secrets;
  private final List<String> limits = new ArrayList<>();
  private final StringBuilder sources = new StringBuilder();

  /** A configuration whose secrets are in a folder. */
  Yaml(Path secrets) {
    this.secrets = secrets;
  }

  /** The two sources that most tests ask: files and warehouse. */
  static Yaml both(Path secrets) {
    Running.writeSecret(secrets, "warehouse-login", Database.READER, Database.PASSWORD);
    return new Yaml(secrets).examples().postgres("warehouse", Database.shared().url(), 10);
  }

  Yaml limit(String key, String value) {
    limits.add("  " + key + ": " + value);
    return this;
  }

  /** The source of the example files, which is called files. */
  Yaml examples() {
    sources.append(
        """
          - type: Files
            name: files
            description: Public data of the examples
            files:
        """);
    for (String table : List.of("weather", "flights", "airports", "longley")) {
      file(table, Running.examples().resolve(table + ".csv"));
    }
    return this;
  }

  Yaml files(String name, String table, Path path) {
    sources.append("  - type: Files\n    name: ").append(name).append("\n    files:\n");
    file(table, path);
    return this;
  }

  private void file(String table, Path path) {
    sources.append(
        """
              - table: %s
                path: %s
                description: The table %s
        """
            .formatted(table, path, table));
  }

  /** A PostgreSQL whose secret is called like it, with -login behind. */
  Yaml postgres(String name, String url, int maxConnections) {
    sources.append(
        """
          - type: PostgreSQL
            name: %s
            description: Orders and customers
            url: %s
            credentials: {secret: %s-login}
            maxConnections: %d
        """
            .formatted(name, url, name, maxConnections));
    return this;
  }

  String text() {
    return "data: {port: 0}\nsecretsFolder: "
        + secrets
        + (limits.isEmpty() ? "" : "\nlimits:\n" + String.join("\n", limits))
        + "\nsources:\n"
        + sources;
  }
}
