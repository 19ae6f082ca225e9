package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;

/**
 * What a handle is made from; the store mints its name.
 *
 * @param kind what it names
 * @param principal the caller who will own it
 * @param owner the process that holds the bytes
 * @param timeToLive how long it lives without a lease
 * @param rows facts of the rows
 * @param lineage where it came from
 */
public record NewHandle(
    HandleKind kind,
    Principal principal,
    Owner owner,
    Duration timeToLive,
    RowsFacts rows,
    Lineage lineage) {
  /** Its record under a name. */
  public HandleRecord named(String name) {
    return new HandleRecord(name, kind, principal.name(), owner, timeToLive, rows, lineage);
  }
}
