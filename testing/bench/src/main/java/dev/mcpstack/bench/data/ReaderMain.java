package dev.mcpstack.bench.data;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.data.RowsReader;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.redis.RedisHandleStore;
import dev.mcpstack.contract.handle.redis.RedisLink;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.server.TokenStoreConfig;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.tls.TlsFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader in a process of its own. It takes a handle and a rate in bytes per second (0 for none)
 * in each line of its input, reads the rows no faster than that, and answers with a line of their
 * number and sum. It ends with its input.
 */
final class ReaderMain {
  /** Its first line, once it can read. */
  static final String READY = "ready";

  private static final long ARROW_BYTES = 128L << 20;

  private final RedisHandleStore store;
  private final RowsReader reader;

  private ReaderMain(RedisHandleStore store, RowsReader reader) {
    this.store = store;
    this.reader = reader;
  }

  /** What it is configured with. */
  record Config(
      @Description("How it proves its role.") TlsConfig tls,
      @Description("Where handles are looked up.") TokenStoreConfig tokenStore) {}

  /**
   * Runs it.
   *
   * @param arguments the configuration's file
   */
  static void main(String[] arguments) throws IOException {
    Config config = ConfigFile.read(Path.of(arguments[0]), Config.class);
    PeerTrust trust = PeerTrust.certificates(TlsFiles.ofPeers(config.tls()), config.tls().stack());
    TokenStoreConfig.Redis redis =
        switch (config.tokenStore()) {
          case TokenStoreConfig.Redis one -> one;
        };
    try (RedisHandleStore store = new RedisHandleStore(RedisLink.of(redis), redis.stack());
        ArrowMemory memory = new ArrowMemory(ARROW_BYTES);
        RowsReader reader = new RowsReader(memory, trust);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      ReaderMain main = new ReaderMain(store, reader);
      System.out.println(READY);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] parts = line.split(" ", -1);
        Answer answer = main.read(parts[0], Long.parseLong(parts[1]));
        System.out.println(answer.rows() + " " + answer.sum());
      }
    }
  }

  private Answer read(String handle, long bytesPerSecond) {
    Answer answer = new Answer(0, 0);
    try (RowStream stream =
        Channel.open(reader, store.find(Channel.PRINCIPAL, handle).require(HandleKind.ROWS))) {
      long start = System.nanoTime();
      while (stream.next()) {
        answer = answer.plus(Channel.sum(stream.batch()));
        if (bytesPerSecond > 0) {
          await(start + (long) (1e9 * answer.rows() * Numbers.ROW_BYTES / bytesPerSecond));
        }
      }
    }
    return answer;
  }

  /** The batch is held meanwhile, as by a reader that works on it. */
  private static void await(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
