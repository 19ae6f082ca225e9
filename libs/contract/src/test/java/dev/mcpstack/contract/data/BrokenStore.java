package dev.mcpstack.contract.data;

import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** A store that fails in a way nobody expected, with a text that must not leave the server. */
final class BrokenStore implements HandleStore {
  static final String SECRET_TEXT = "redis://user:hunter2@tokens";

  @Override
  public HandleRecord create(NewHandle handle) {
    throw new IllegalStateException(SECRET_TEXT);
  }

  @Override
  public Lookup find(Principal principal, String name) {
    throw new IllegalStateException(SECRET_TEXT);
  }

  @Override
  public Lease lease(Principal principal, String name) {
    throw new IllegalStateException(SECRET_TEXT);
  }

  @Override
  public void release(Principal principal, String name) {
    throw new IllegalStateException(SECRET_TEXT);
  }

  @Override
  public void register(HandleRecord record, Duration remaining) {
    throw new IllegalStateException(SECRET_TEXT);
  }

  @Override
  public void end(String name, EndReason reason) {
    throw new IllegalStateException(SECRET_TEXT);
  }

  @Override
  public void complete(HandleRecord record) {
    throw new IllegalStateException(SECRET_TEXT);
  }

  @Override
  public Map<String, Presence> presence(Collection<String> names) {
    throw new IllegalStateException(SECRET_TEXT);
  }
}
