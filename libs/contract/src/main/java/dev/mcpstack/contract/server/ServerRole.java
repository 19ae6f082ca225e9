package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Name;

/** What a server is in its stack. */
public enum ServerRole {
  /** The one endpoint that agents see. */
  @Name("gateway")
  GATEWAY("gateway"),
  /** Sources and SQL. */
  @Name("localdata")
  LOCALDATA("localdata"),
  /** Analyses. */
  @Name("datascience")
  DATASCIENCE("datascience");

  private final String text;

  ServerRole(String text) {
    this.text = text;
  }

  /** As certificates, records and configurations write it. */
  public String text() {
    return text;
  }
}
