package dev.mcpstack.localdata.tools;

/** What a principal must hold to use LocalData. */
public final class Scopes {
  /** To see what there is and to query it. */
  public static final String READ = "data:read";

  private Scopes() {}
}
