package dev.mcpstack.mcp.runtime;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.secret.SecretReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the servers of one process share.
 *
 * @param store the token store
 * @param trust how they know each other
 * @param secrets where credentials come from
 * @param memory the memory outside the heap
 * @param meters the metrics of the process
 * @param timer runs short tasks at a time: heartbeats, sweeps
 */
public record ServerContext(
    HandleStore store,
    PeerTrust trust,
    SecretReader secrets,
    ArrowMemory memory,
    MeterRegistry meters,
    ScheduledExecutorService timer) {
  /** The same for a server that has its own way to prove itself, and credentials of its own. */
  public ServerContext with(PeerTrust ownTrust, SecretReader ownSecrets) {
    return new ServerContext(store, ownTrust, ownSecrets, memory, meters, timer);
  }
}
