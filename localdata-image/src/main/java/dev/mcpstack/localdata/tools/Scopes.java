package dev.mcpstack.localdata.tools;

/** What a principal must hold to call the tools of LocalData. */
final class Scopes {
  static final String READ = "data:read";

  private Scopes() {}
}
