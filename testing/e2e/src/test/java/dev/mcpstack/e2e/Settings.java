package dev.mcpstack.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the suite is run, from system properties that begin with {@code mcpstack.e2e.}; the cluster
 * itself is the one of {@code KUBECONFIG}. Immutable.
 *
 * @param operator who runs the operator
 * @param registry registry and folder of all images; the chart's own unless given
 * @param tag of all images; the chart's own unless given
 * @param pullPolicy when nodes pull
 * @param values a file of further values for the operator's chart
 * @param pods whether pods really run; without them everything that talks to one is skipped
 * @param storageClass the class of volumes, {@link #AUTO} for the cluster's default, {@link #NONE}
 * @param networkPolicies whether something in the cluster enforces them, which no API tells
 * @param postgres image of a PostgreSQL server for the examples that need one
 * @param doctor image that holds the doctor; the operator's unless given
 * @param patience what every wait is multiplied by
 * @param keep whether what was made stays where it is when a test has failed
 */
record Settings(
    Operator operator,
    Optional<String> registry,
    Optional<String> tag,
    String pullPolicy,
    Optional<Path> values,
    boolean pods,
    String storageClass,
    boolean networkPolicies,
    Optional<String> postgres,
    Optional<String> doctor,
    double patience,
    boolean keep) {
  /** In front of every property. */
  static final String PREFIX = "mcpstack.e2e.";

  /** The storage class that is the cluster's default, if there is one. */
  static final String AUTO = "auto";

  /** Nothing that needs a volume is run. */
  static final String NONE = "none";

  private static final double LEAST_PATIENCE = 0.1;
  private static final double MOST_PATIENCE = 100;

  /** Who runs the operator. */
  enum Operator {
    /** The suite installs it by its chart and takes it away again. */
    CHART,
    /** It runs somewhere already, such as beside the cluster; the suite leaves it alone. */
    OUTSIDE
  }

  /**
   * From properties.
   *
   * @throws IllegalArgumentException with every problem, not only the first
   */
  static Settings of(Properties properties) {
    Reader reader = new Reader(properties);
    Settings settings =
        new Settings(
            Operator.valueOf(reader.oneOf("operator", "chart", "outside").toUpperCase(Locale.ROOT)),
            reader.text("registry"),
            reader.text("tag"),
            reader.oneOf("pullPolicy", "IfNotPresent", "Always", "Never"),
            reader.text("values").map(Path::of),
            reader.flag("pods", true),
            reader.text("storageClass").orElse(AUTO),
            reader.flag("networkPolicies", false),
            reader.text("postgres"),
            reader.text("doctor"),
            reader.number("patience"),
            reader.flag("keep", false));
    reader.finish();
    return settings;
  }

  private static final class Reader {
    private final Properties properties;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> known = new TreeSet<>();

    Reader(Properties properties) {
      this.properties = properties;
    }

    Optional<String> text(String key) {
      known.add(PREFIX + key);
      return Optional.ofNullable(properties.getProperty(PREFIX + key))
          .map(String::strip)
          .filter(text -> !text.isEmpty());
    }

    /** One of these; the first unless given. */
    String oneOf(String key, String... values) {
      String text = text(key).orElse(values[0]);
      if (List.of(values).contains(text)) {
        return text;
      }
      problems.add(PREFIX + key + " is " + text + ": it is one of " + String.join(", ", values));
      return values[0];
    }

    boolean flag(String key, boolean standard) {
      String other = Boolean.toString(!standard);
      return Boolean.parseBoolean(oneOf(key, Boolean.toString(standard), other));
    }

    double number(String key) {
      String text = text(key).orElse("1");
      if (text.matches("[0-9]{1,3}([.][0-9]{1,3})?")) {
        double number = Double.parseDouble(text);
        if (number >= LEAST_PATIENCE && number <= MOST_PATIENCE) {
          return number;
        }
      }
      problems.add(PREFIX + key + " is " + text + ": it is a number from 0.1 to 100");
      return 1;
    }

    void finish() {
      properties.stringPropertyNames().stream()
          .filter(key -> key.startsWith(PREFIX) && !known.contains(key))
          .sorted()
          .forEach(key -> problems.add(key + " is unknown: there are " + String.join(", ", known)));
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("\n", problems));
      }
    }
  }
}
