package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Database;
import dev.mcpstack.bench.McpClient;
import dev.mcpstack.bench.RunningDatabase;
import dev.mcpstack.bench.ServerProcess;
import dev.mcpstack.bench.Target;
import dev.mcpstack.bench.WrongAnswerException;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.localdata.LocalDataMain;
import dev.mcpstack.mcp.http.Json;
import dev.mcpstack.mcp.peer.PrincipalHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * LocalData's program and a reader, each a process with little memory, as two pods are: over TLS,
 * with a token store that both ask.
 */
final class MemoryStack implements AutoCloseable {
  private static final String DATA = "data: ";

  private final TestRedis redis = new TestRedis();
  private final ServerProcess server;
  private final ReaderProcess reader;
  private final Target target;

  /** Starts both over a database; they write their files and logs into a folder. */
  MemoryStack(Path folder, MemorySettings settings, RunningDatabase postgres) throws IOException {
    Path files = Files.createDirectories(folder).toAbsolutePath();
    Path logs = files.resolve("logs");
    Certificates certificates = new Certificates(files);
    String store =
        "tokenStore: {type: Redis, stack: test, nodes: ['" + redis.address() + "'], tls: false}\n";
    Database database = postgres.database();
    server =
        ServerProcess.program(
            "localdata",
            logs,
            settings.options(),
            LocalDataMain.class,
            Files.writeString(
                files.resolve("localdata.yaml"),
                "endpoint: {port: 0}\nmanagement: {port: 0}\ndata: {port: 0}\ntls: "
                    + certificates.yaml(ServerRole.LOCALDATA)
                    + "\n"
                    + store
                    + settings.yaml()
                    + "secretsFolder: '"
                    + QuerySources.secrets(database, files)
                    + "'\nsources: ["
                    + QuerySources.postgres(database)
                    + "]\n"));
    try {
      reader =
          new ReaderProcess(
              logs,
              settings.options(),
              Files.writeString(
                  files.resolve("reader.yaml"),
                  "tls: " + certificates.yaml(ServerRole.DATASCIENCE) + "\n" + store));
    } catch (IOException e) {
      server.close();
      redis.close();
      throw e;
    }
    target =
        new Target(
            server.endpoint(),
            Map.of(PrincipalHeader.NAME, PrincipalHeader.write(Channel.PRINCIPAL)),
            Optional.of(
                new Target.Peer(
                    certificates.context(ServerRole.GATEWAY),
                    Certificates.host(ServerRole.LOCALDATA))));
  }

  long serverPid() {
    return server.handle().pid();
  }

  long readerPid() {
    return reader.pid();
  }

  /** Runs a query of so many rows and has them read, no faster than a rate; 0 for none. */
  Answer read(long rows, long bytesPerSecond) throws IOException, WrongAnswerException {
    String handle = execute(rows);
    try {
      return reader.read(handle, bytesPerSecond);
    } finally {
      McpClient.ask(target, "release", "{\"handle\":\"" + handle + "\"}");
    }
  }

  @Override
  public void close() throws IOException {
    try (redis;
        server) {
      reader.close();
    }
  }

  /** The handle of the rows, waited for where they outlast their call. */
  private String execute(long rows) throws IOException, WrongAnswerException {
    String sql =
        // In the select list the series is made while it is read; in the from clause before it.
        "select %s from (select generate_series(0::bigint, %d) as i) as t"
            .formatted(Numbers.selectList("i"), rows - 1);
    Map<?, ?> answer =
        ask(
            "execute_query",
            "{\"source\":\"%s\",\"sql\":\"%s\"}".formatted(QuerySources.POSTGRES, sql));
    while ("pending".equals(answer.get("status"))) {
      String job = text(map(answer, "pending"), "handle");
      answer = ask("wait", "{\"handle\":\"" + job + "\"}");
      if (answer.get("result") instanceof Map<?, ?> result) {
        answer = result;
      }
    }
    return text(answer, "handle");
  }

  private Map<?, ?> ask(String tool, String arguments) throws IOException, WrongAnswerException {
    String body = McpClient.ask(target, tool, arguments);
    Object answer = Json.parse(message(body).getBytes(StandardCharsets.UTF_8));
    if (answer instanceof Map<?, ?> message
        && message.get("result") instanceof Map<?, ?> result
        && Boolean.FALSE.equals(result.get("isError"))) {
      return map(result, "structuredContent");
    }
    throw new WrongAnswerException(tool + ": " + body);
  }

  /** A call that takes long is answered by a stream of events, of which the last is the answer. */
  private static String message(String body) {
    return body.lines()
        .filter(line -> line.startsWith(DATA))
        .reduce((_, last) -> last)
        .map(line -> line.substring(DATA.length()))
        .orElse(body);
  }

  private static Map<?, ?> map(Map<?, ?> tree, String key) throws WrongAnswerException {
    if (tree.get(key) instanceof Map<?, ?> found) {
      return found;
    }
    throw new WrongAnswerException("no " + key + " in " + tree);
  }

  private static String text(Map<?, ?> tree, String key) throws WrongAnswerException {
    if (tree.get(key) instanceof String found) {
      return found;
    }
    throw new WrongAnswerException("no " + key + " in " + tree);
  }
}
