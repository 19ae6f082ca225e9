package dev.mcpstack.bench;

import dev.mcpstack.mcp.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server in a process of its own, so that its share of the processors can be told. */
public final class ServerProcess implements AutoCloseable {
  private static final long START_SECONDS = 30;
  private static final long STOP_SECONDS = 10;

  private final Process process;
  private final URI endpoint;
  private final Optional<String> key;

  private ServerProcess(Process process, URI endpoint, Optional<String> key) {
    this.process = process;
    this.endpoint = endpoint;
    this.key = key;
  }

  /**
   * Starts {@link ServerMain} on this program's JDK, class path and options.
   *
   * @param logs folder that takes what it writes to standard error
   */
  static ServerProcess java(String name, Path logs, String... arguments) throws IOException {
    List<String> command = Launch.java(name, ServerMain.class.getName(), arguments);
    Process process = Launch.start(name, logs, command, Map.of());
    String[] parts = readyLine(process, ServerMain.READY, name, logs).split(" ", -1);
    return new ServerProcess(process, URI.create(parts[1]), Optional.of(parts[2]));
  }

  /**
   * Starts a program of the product, likewise.
   *
   * @param config its configuration
   */
  static ServerProcess program(String name, Path logs, Class<?> mainClass, Path config)
      throws IOException {
    return program(name, logs, List.of(), mainClass, config);
  }

  /**
   * The same with further options of its JVM.
   *
   * @param config its configuration
   */
  public static ServerProcess program(
      String name, Path logs, List<String> options, Class<?> mainClass, Path config)
      throws IOException {
    List<String> command =
        Launch.java(name, options, mainClass.getName(), "--config", config.toString(), "--json");
    Process process = Launch.start(name, logs, command, Map.of());
    String line = readyLine(process, "{", name, logs);
    Map<?, ?> ready = (Map<?, ?>) Json.parse(line.getBytes(StandardCharsets.UTF_8));
    URI endpoint = URI.create(String.valueOf(ready.get("endpoint")));
    return new ServerProcess(process, endpoint, Optional.empty());
  }

  /**
   * Starts dbhub.
   *
   * @param modules the folder {@code node_modules} it was installed into
   */
  static ServerProcess dbhub(Path modules, Path logs, Database database) throws IOException {
    Path script = modules.resolve("@bytebase/dbhub/dist/index.js").toAbsolutePath();
    if (!Files.isReadable(script)) {
      throw new IOException(
          "dbhub is not installed: run 'npm ci --ignore-scripts' in testing/bench first");
    }
    int port = freePort();
    Process process =
        Launch.start(
            "dbhub",
            logs,
            List.of(
                "node",
                script.toString(),
                "--transport",
                "http",
                "--port",
                Integer.toString(port),
                "--dsn",
                database.dsn()),
            Map.of("NODE_ENV", "production"));
    process.getInputStream().close();
    ServerProcess server =
        new ServerProcess(
            process, URI.create("http://127.0.0.1:" + port + "/mcp"), Optional.empty());
    try {
      server.awaitPort("dbhub", logs);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Where it answers. */
  public URI endpoint() {
    return endpoint;
  }

  Optional<String> key() {
    return key;
  }

  /** The process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close(); // The end of its input ends ServerMain.
    try {
      if (key.isEmpty() || !process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private static String readyLine(Process process, String beginning, String name, Path logs)
      throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw notStarted(name, logs);
  }

  private static IOException notStarted(String name, Path logs) {
    return new IOException("the server " + name + " did not start, see " + Launch.log(logs, name));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(String name, Path logs) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        new HttpConnection(endpoint).close();
        return;
      } catch (ConnectException _) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
    throw notStarted(name, logs);
  }
}
