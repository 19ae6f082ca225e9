package dev.mcpstack.doctor.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The servers of a stack, known by the tools that each of them has in every release. */
enum ServerTools {
  /** Queries sources. */
  LOCALDATA("localdata", List.of("list_sources", "execute_query", "read_rows")),
  /** Analyses rows. */
  DATASCIENCE("datascience", List.of("summarize", "regression"));

  /** What the gateway has of its own. */
  static final List<String> GATEWAY = List.of("wait", "release");

  private final String text;
  private final List<String> tools;

  ServerTools(String text, List<String> tools) {
    this.text = text;
    this.tools = tools;
  }

  static Optional<ServerTools> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
  }

  /** As users write it. */
  String text() {
    return text;
  }

  /** Its tools. */
  List<String> tools() {
    return tools;
  }

  /** Whether one of its tools is listed. */
  boolean isIn(Set<String> names) {
    return tools.stream().anyMatch(names::contains);
  }
}
