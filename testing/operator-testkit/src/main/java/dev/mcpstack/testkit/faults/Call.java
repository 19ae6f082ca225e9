package dev.mcpstack.testkit.faults;

import java.util.Set;

/**
 * One call of the API.
 *
 * @param index 1 for the first call of all
 * @param verb get, list, watch, create, update, patch, apply, delete or deletecollection
 * @param resource plural, for a path that is no resource the path
 * @param name empty for collections
 * @param manager the field manager of a write
 * @param code the status of the answer, 0 while there is none or the connection was cut
 */
public record Call(
    long index,
    String user,
    String verb,
    String group,
    String resource,
    String subresource,
    String namespace,
    String name,
    String manager,
    int code) {
  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "apply", "delete", "deletecollection");

  /**
   * Whether it asks to change something. Reviews, which are created but never stored, are no
   * writes.
   */
  public boolean isWrite() {
    return WRITES.contains(verb) && !group.equals("authorization.k8s.io");
  }

  /** Whether it keeps or takes a lease of leader election. */
  public boolean isLease() {
    return resource.equals("leases");
  }

  public Call answered(int status) {
    return new Call(
        index, user, verb, group, resource, subresource, namespace, name, manager, status);
  }
}
