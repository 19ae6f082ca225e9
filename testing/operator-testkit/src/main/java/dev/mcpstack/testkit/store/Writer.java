package dev.mcpstack.testkit.store;

/**
 * On whose behalf an object is changed.
 *
 * @param manager the name of the field manager
 * @param force whether an apply takes over fields of others
 * @param dryRun whether nothing is stored
 */
public record Writer(String manager, boolean force, boolean dryRun) {
  public static Writer named(String manager) {
    return new Writer(manager, false, false);
  }
}
