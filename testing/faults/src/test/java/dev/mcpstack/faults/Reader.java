package dev.mcpstack.faults;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.data.RowsReader;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.redis.RedisHandleStore;
import dev.mcpstack.contract.handle.redis.RedisLink;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.server.TokenStoreConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import java.util.List;
import java.util.Optional;

/** Reads rows as DataScience does, step by step where a test wants it. */
final class Reader implements AutoCloseable {
  static final Principal ALICE = Principal.withAllScopes("alice");

  private final RedisHandleStore store;
  private final ArrowMemory memory = new ArrowMemory(1L << 30);
  private final RowsReader reader;

  /**
   * A reader.
   *
   * @param tls of the role datascience
   * @param store host and port of the token store
   */
  Reader(TlsConfig tls, String store) {
    this.store = new RedisHandleStore(RedisLink.of(storeConfig(store)), "test");
    this.reader =
        new RowsReader(memory, PeerTrust.certificates(TlsFiles.ofPeers(tls), tls.stack()));
  }

  static TokenStoreConfig.Redis storeConfig(String address) {
    return new TokenStoreConfig.Redis(
        "test",
        TokenStoreConfig.Redis.Topology.STANDALONE,
        List.of(address),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  RedisHandleStore store() {
    return store;
  }

  Lookup find(String handle) {
    return store.find(ALICE, handle);
  }

  HandleRecord record(String handle) {
    return find(handle).require(HandleKind.ROWS);
  }

  /** The port of the owner's data service. */
  static int port(HandleRecord record) {
    return Integer.parseInt(record.owner().dataAddress().replaceAll(".*:", ""));
  }

  /** The record with its owner behind another address. */
  static HandleRecord over(String address, HandleRecord record) {
    return new HandleRecord(
        record.name(),
        record.kind(),
        record.principal(),
        new Owner(record.owner().role(), address),
        record.timeToLive(),
        record.rows(),
        record.lineage());
  }

  Reading open(HandleRecord record) {
    return new Reading(reader.open(record, ALICE, "fault", new Cancellation()));
  }

  Rows all(HandleRecord record) {
    try (Reading reading = open(record)) {
      return reading.rest();
    }
  }

  @Override
  public void close() {
    reader.close();
    store.close();
    memory.close(); // Fails where a batch was not freed.
  }

  /** One read under way. */
  static final class Reading implements AutoCloseable {
    private final RowStream stream;
    private Rows rows = Rows.NONE;

    private Reading(RowStream stream) {
      this.stream = stream;
    }

    /** Takes so many batches, which must be there. */
    Reading take(int batches) {
      for (int batch = 0; batch < batches; batch++) {
        if (!next()) {
          throw new AssertionError("the rows ended after " + rows.count());
        }
      }
      return this;
    }

    /** Reads on to the end; all rows since the first. */
    Rows rest() {
      while (next()) {
        // Each is counted as it comes.
      }
      return rows;
    }

    int resumed() {
      return stream.resumed();
    }

    private boolean next() {
      if (!stream.next()) {
        return false;
      }
      rows = rows.plus(stream.batch());
      return true;
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
