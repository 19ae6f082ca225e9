package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.server.DataConfig;
import dev.mcpstack.contract.server.LimitsConfig;
import java.nio.file.Path;

/** From configuration to a spool. */
public final class Spools {
  /**
   * Room for what a result takes beside its chunks, in memory: its facts, its place, its handle. An
   * estimate that was not measured.
   */
  private static final long BOOKKEEPING_BYTES = 4 << 10;

  private Spools() {}

  /**
   * Opens an owner's spool.
   *
   * @throws IllegalArgumentException when its folder can't be used
   */
  public static Spool open(LimitsConfig limits, DataConfig data, HandleStore store) {
    Path shared =
        data.spoolFolder()
            .orElseGet(() ->
                Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "mcpstack-spool-" + System.getProperty("user.name")));
    return new Spool(
        new SpoolLimits(
            limits.spoolMemory().bytes(),
            limits.maxResult().bytes(),
            limits.maxResults().bytes(),
            Math.clamp(limits.spoolMemory().bytes() / BOOKKEEPING_BYTES, 100, 1_000_000)),
        store,
        SpillFolder.claim(shared));
  }
}
