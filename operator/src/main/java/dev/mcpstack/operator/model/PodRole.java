package dev.mcpstack.operator.model;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.stack.CellNames;
import java.util.Optional;
import java.util.stream.Stream;

/** What runs in the pods of a Deployment of a cell. */
public enum PodRole {
  /** The gateway alone. */
  GATEWAY("gateway"),
  /** LocalData alone. */
  LOCALDATA("localdata"),
  /** DataScience alone. */
  DATASCIENCE("datascience"),
  /** All servers of a stack in one process. */
  UNIFIED("unified");

  private final String text;

  PodRole(String text) {
    this.text = text;
  }

  /** The pods of a server that has its own. */
  static PodRole of(ServerRole server) {
    return switch (server) {
      case GATEWAY -> GATEWAY;
      case LOCALDATA -> LOCALDATA;
      case DATASCIENCE -> DATASCIENCE;
    };
  }

  /** That of a label, unless it is of something else. */
  public static Optional<PodRole> of(String label) {
    return Stream.of(values()).filter(role -> role.text.equals(label)).findFirst();
  }

  /** As labels and status write it. */
  public String text() {
    return text;
  }

  /** The name of its Deployment in a cell. */
  public String deployment(CellNames names) {
    return names.prefix() + "-" + text;
  }

  /** The name of its image. */
  String image() {
    return this == UNIFIED ? "standalone" : text;
  }

  /** Whether a server runs in these pods. */
  public boolean runs(ServerRole server) {
    return this == UNIFIED || this == of(server);
  }

  /** Whether these pods face agents. */
  public boolean isEndpoint() {
    return runs(ServerRole.GATEWAY);
  }

  /** Whether these pods keep results, and let others read them. */
  boolean ownsRows() {
    return this != GATEWAY;
  }
}
