package dev.mcpstack.contract.config;

import dev.mcpstack.contract.shape.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that cannot be used. Its message is a block for people: the source, then a line
 * for each problem. It holds no secrets.
 */
public final class ConfigurationException extends RuntimeException {
  private final String source;
  private final List<Problem> problems;

  /**
   * Refuses a configuration.
   *
   * @param source where it came from, such as a file name
   * @param problems at least one
   */
  public ConfigurationException(String source, List<Problem> problems) {
    super(message(source, problems));
    this.source = source;
    this.problems = List.copyOf(problems);
  }

  /** Where the configuration came from. */
  public String source() {
    return source;
  }

  /** Everything wrong with it, at least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(String source, List<Problem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream()
        .map(ConfigurationException::line)
        .collect(Collectors.joining("\n", source + ": " + count + "\n", ""));
  }

  private static String line(Problem problem) {
    return problem.position().map(place -> "  " + place + ": ").orElse("  ") + problem;
  }
}
