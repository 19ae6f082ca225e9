package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.data.RowsMaker;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.localdata.source.Sources;
import dev.mcpstack.localdata.tools.Scopes;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Statements that come from peers, through the same gate as those of tools. Thread-safe. */
public final class PeerQueries implements RowsMaker {
  private final Sources sources;
  private final AtomicReference<@Nullable QueryRunner> runner = new AtomicReference<>();
  private volatile boolean stopping;

  /** Takes none before it is told what runs them. */
  public PeerQueries(Sources sources) {
    this.sources = sources;
  }

  /** From here on statements are run. */
  public void ready(QueryRunner runs) {
    runner.set(runs);
  }

  /** From here on none is taken: the server is about to end. */
  public void stop() {
    stopping = true;
  }

  @Override
  public HandleRecord begin(Principal principal, String correlationId, String source, String sql) {
    return runner(principal).begin(principal, correlationId, sources.require(source), sql);
  }

  @Override
  public HandleRecord remake(Principal principal, String correlationId, HandleRecord lost) {
    return runner(principal)
        .remake(principal, correlationId, sources.require(lost.lineage().source()), lost);
  }

  private QueryRunner runner(Principal principal) {
    if (!principal.holds(Scopes.READ)) {
      throw new StackException(
          ContractError.SCOPE_MISSING, "The call needs the scope '" + Scopes.READ + "'.");
    }
    if (stopping) {
      throw new StackException(
          ContractError.SERVER_STOPPING,
          "The localdata server is stopping and begins nothing new.");
    }
    QueryRunner ready = runner.get();
    if (ready == null) {
      throw new StackException(ContractError.PEER_UNAVAILABLE, "The server is starting.");
    }
    return ready;
  }
}
