package dev.mcpstack.doctor.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The servers of a stack, known by the tools that each of them has in every release. */
enum ServerTools {
  /** Queries sources. */
  LOCALDATA("localdata"),
  /** Analyses rows. */
  DATASCIENCE("datascience");

  /** What the gateway has of its own. */
  static final List<String> GATEWAY = List.of("wait", "release");

  private final String text;

  ServerTools(String text) {
    this.text = text;
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
    return switch (this) {
      case LOCALDATA -> List.of("list_sources", "execute_query", "read_rows");
      case DATASCIENCE -> List.of("summarize", "regression");
    };
  }

  /** Whether one of its tools is listed. */
  boolean isIn(Set<String> names) {
    return tools().stream().anyMatch(names::contains);
  }
}
