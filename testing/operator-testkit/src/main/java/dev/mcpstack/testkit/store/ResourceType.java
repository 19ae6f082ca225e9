package dev.mcpstack.testkit.store;

/**
 * One resource of the API.
 *
 * @param group empty for the core group
 * @param status whether {@code /status} is a path of its own
 * @param scale whether {@code /scale} is
 * @param generation whether changes of the specification are counted
 */
public record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    boolean status,
    boolean scale,
    boolean generation) {

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Plural and group, as messages name it. */
  public String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
