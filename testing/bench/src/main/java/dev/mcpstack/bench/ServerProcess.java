package dev.mcpstack.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, so that its share of the processors can be told. */
final class ServerProcess implements AutoCloseable {
  /**
   * Further options of the JVMs of the servers, split at blanks: a recording, a collector, a size.
   */
  static final String JAVA_OPTIONS = "BENCH_SERVER_JAVA_OPTIONS";

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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    @Nullable String more = System.getenv(JAVA_OPTIONS);
    if (more != null && !more.isBlank()) {
      command.addAll(List.of(more.replace("%name", name).strip().split(" +")));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ServerMain.class.getName());
    command.addAll(List.of(arguments));
    Process process = start(name, logs, command, Map.of());
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(ServerMain.READY)) {
        String[] parts = line.split(" ", -1);
        return new ServerProcess(process, URI.create(parts[1]), Optional.of(parts[2]));
      }
    }
    throw new IOException("the server " + name + " did not start, see " + log(logs, name));
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
        start(
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

  URI endpoint() {
    return endpoint;
  }

  Optional<String> key() {
    return key;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close(); // The end of their input ends our own servers.
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

  private static Process start(
      String name, Path logs, List<String> command, Map<String, String> environment)
      throws IOException {
    Files.createDirectories(logs);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(logs.toFile());
    builder.environment().putAll(environment);
    builder.redirectError(log(logs, name).toFile());
    return builder.start();
  }

  private static Path log(Path logs, String name) {
    return logs.resolve(name + ".log");
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
    throw new IOException("the server " + name + " did not start, see " + log(logs, name));
  }
}
