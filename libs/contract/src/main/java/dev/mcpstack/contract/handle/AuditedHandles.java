package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** A store whose handles' making and ending is audited. Thread-safe as the store is. */
public final class AuditedHandles implements HandleStore {
  private final HandleStore store;

  /** Audits what goes through here to a store. */
  public AuditedHandles(HandleStore store) {
    this.store = store;
  }

  @Override
  public HandleRecord create(NewHandle handle) {
    HandleRecord record = store.create(handle);
    HandleAudit.created(record);
    return record;
  }

  @Override
  public Lookup find(Principal principal, String name) {
    return store.find(principal, name);
  }

  @Override
  public Lease lease(Principal principal, String name) {
    return store.lease(principal, name);
  }

  @Override
  public void release(Principal principal, String name) {
    store.release(principal, name);
    HandleAudit.ended(name, EndReason.RELEASED);
  }

  @Override
  public void register(HandleRecord record, Duration remaining) {
    store.register(record, remaining);
  }

  @Override
  public void end(String name, EndReason reason) {
    store.end(name, reason);
    HandleAudit.ended(name, reason);
  }

  @Override
  public void complete(HandleRecord record) {
    store.complete(record);
  }

  @Override
  public void adopt(HandleRecord record) {
    store.adopt(record);
    HandleAudit.remade(record);
  }

  @Override
  public Map<String, Presence> presence(Collection<String> names) {
    return store.presence(names);
  }
}
