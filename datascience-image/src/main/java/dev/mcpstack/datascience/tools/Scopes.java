package dev.mcpstack.datascience.tools;

/** What a principal must hold. */
final class Scopes {
  /** To run an analysis. */
  static final String RUN = "analysis:run";

  private Scopes() {}
}
