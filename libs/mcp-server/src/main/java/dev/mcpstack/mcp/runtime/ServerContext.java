package dev.mcpstack.mcp.runtime;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.serving.ServingRevision;
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
 * @param serving knows which revision of the stack serves
 */
public record ServerContext(
    HandleStore store,
    PeerTrust trust,
    SecretReader secrets,
    ArrowMemory memory,
    MeterRegistry meters,
    ScheduledExecutorService timer,
    ServingRevision serving) {
  /** Servers of a stack that has one revision only. */
  public ServerContext(
      HandleStore store,
      PeerTrust trust,
      SecretReader secrets,
      ArrowMemory memory,
      MeterRegistry meters,
      ScheduledExecutorService timer) {
    this(store, trust, secrets, memory, meters, timer, ServingRevision.UNKNOWN);
  }

  /** The same for a server that has its own way to prove itself, and credentials of its own. */
  public ServerContext with(PeerTrust ownTrust, SecretReader ownSecrets) {
    return new ServerContext(store, ownTrust, ownSecrets, memory, meters, timer, serving);
  }
}
