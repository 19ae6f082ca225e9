package dev.mcpstack.operator.store;

import static org.awaitility.Awaitility.await;

import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.operator.pki.generated.TokenStoreAccess;
import dev.mcpstack.operator.pki.generated.TokenStoreServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A token store as a stack's pod runs it, by the redis-server of this machine: the one that Maven
 * brings knows no TLS.
 */
final class InstalledRedis implements AutoCloseable {
  /** Of a user who may ask how the server is. */
  static final String WATCHER = "only-for-this-test";

  private final Path tls;
  private final int port = TestRedis.freePort();
  private final Process process;

  /** One that is started with the first certificate of an alias. */
  InstalledRedis(Path program, Path folder, TestCertificates certificates, TokenStoreAccess access)
      throws IOException {
    this.tls = Files.createDirectories(folder.resolve("tls"));
    Path users = folder.resolve("users.acl");
    Files.writeString(users, access.acl() + "user watcher on >" + WATCHER + " -@all +info\n");
    bring(certificates, "tls.crt", "tls.key");
    TokenStoreServer server =
        new TokenStoreServer(
            tls.resolve("tls.crt").toString(),
            tls.resolve("tls.key").toString(),
            users.toString(),
            folder.toString(),
            64 << 20);
    Path configuration = folder.resolve("redis.conf");
    Files.writeString(
        configuration, server.configuration() + "bind 127.0.0.1\ntls-port " + port + "\n");
    this.process =
        new ProcessBuilder(program.toString(), configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(30)).until(this::listens);
  }

  /** That of Debian's package redis-server, or of any other. */
  static Optional<Path> program() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new IllegalStateException("it has ended: see redis.log");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  /** Puts files of certificates into its folder, as a kubelet does. */
  void bring(TestCertificates certificates, String... files) {
    try {
      for (String file : files) {
        Path from =
            file.equals("tls.crt")
                ? certificates.certificate("tokens")
                : certificates.key("tokens");
        Files.copy(from, tls.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String node() {
    return "127.0.0.1:" + port;
  }

  /** Folder of its certificate. */
  String folder() {
    return tls.toString();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
