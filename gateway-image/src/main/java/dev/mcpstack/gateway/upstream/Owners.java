package dev.mcpstack.gateway.upstream;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.principal.Principal;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the processes of a server keeps what a call is about. A job or rows are where they were
 * made, and any other process of the same role knows nothing of them.
 *
 * @param store where handles are remembered
 * @param role of the server
 */
public record Owners(HandleStore store, String role) {
  private static final String HANDLE = "handle";

  /** The host of the owner; empty where any process will do, or none is known. */
  Optional<String> host(Principal principal, Map<String, Object> arguments) {
    return arguments.get(HANDLE) instanceof String handle
        ? record(principal, handle)
            .map(HandleRecord::owner)
            .filter(owner -> owner.role().equals(role))
            .map(owner -> host(owner.dataAddress()))
            .filter(host -> !host.isEmpty())
        : Optional.empty();
  }

  private Optional<HandleRecord> record(Principal principal, String handle) {
    try {
      return store.find(principal, handle) instanceof Lookup.Live(HandleRecord record, _)
          ? Optional.of(record)
          : Optional.empty();
    } catch (StackException _) {
      return Optional.empty(); // The store is away: the server says so, or knows it by itself.
    }
  }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? "" : address.substring(0, colon);
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
