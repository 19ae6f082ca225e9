package dev.mcpstack.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What does {@code select 1} cost as a tool call, the whole way from HTTP to PostgreSQL and back?
 *
 * <p>Expected: a fraction of the calls of a bare HTTP echo, since a call is parsed, authenticated,
 * checked, run in a transaction of its own, kept and named; and several times the calls of a Node
 * data server that asks the same database. Command: {@code testing/bench/run}.
 */
public final class CallBenchmark {
  private final Path folder;
  private final Settings settings;

  private CallBenchmark(Path folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Runs in the folder {@code testing/bench}. Exit code 2 when a floor was missed. */
  public static void main(String[] arguments) throws Exception {
    CallBenchmark benchmark =
        new CallBenchmark(Path.of("").toAbsolutePath(), Settings.of(arguments));
    if (!benchmark.run()) {
      System.exit(2);
    }
  }

  private boolean run() throws Exception {
    System.out.println(Machine.facts());
    Path logs = folder.resolve("target/logs");
    try (RunningDatabase postgres = new RunningDatabase();
        ServerProcess echo = ServerProcess.java("echo", logs, "echo");
        ServerProcess stack = stack(logs, postgres.database());
        HikariDataSource pool = pool(postgres.database())) {
      System.out.println("PostgreSQL " + postgres.version());
      List<Contender> cases = new ArrayList<>(cases(echo, stack, pool));
      cases.removeIf(each -> !settings.has(each.letter()));
      if (!settings.has('c')) {
        return measure(cases, postgres);
      }
      try (ServerProcess dbhub =
          ServerProcess.dbhub(folder.resolve("node_modules"), logs, postgres.database())) {
        cases.add(
            Math.min(2, cases.size()),
            new Contender(
                'c', "dbhub, PostgreSQL", dbhub.handle(), CallCases.dbhub(dbhub.endpoint())));
        return measure(cases, postgres);
      }
    }
  }

  private static List<Contender> cases(
      ServerProcess echo, ServerProcess stack, HikariDataSource pool) {
    return List.of(
        new Contender('a', "Jetty echo", echo.handle(), CallCases.echo(echo.endpoint())),
        new Contender(
            'b', "McpStack, PostgreSQL", stack.handle(), query(stack, McpStackServer.POSTGRES)),
        new Contender(
            'd',
            "McpStack, embedded DuckDB",
            stack.handle(),
            query(stack, McpStackServer.EMBEDDED)),
        new Contender(
            'e',
            "McpStack, list_sources",
            stack.handle(),
            CallCases.listSources(stack.endpoint(), stack.key())),
        new Contender('f', "JDBC alone", ProcessHandle.current(), CallCases.jdbc(pool)));
  }

  private boolean measure(List<Contender> cases, RunningDatabase postgres) throws Exception {
    Duration warmup = Duration.ofSeconds(settings.warmup());
    Duration time = Duration.ofSeconds(settings.seconds());
    Map<Character, List<Round>> rounds = new TreeMap<>();
    for (Contender each : cases) {
      Load.run(each, settings.clients(), warmup, postgres::cpu);
    }
    for (int i = 0; i < settings.rounds(); i++) {
      for (Contender each : cases) {
        Round round = Load.run(each, settings.clients(), time, postgres::cpu);
        rounds.computeIfAbsent(each.letter(), _ -> new ArrayList<>()).add(round);
      }
    }
    return new CallReport(settings, cases, rounds).print();
  }

  private ServerProcess stack(Path logs, Database database) throws Exception {
    return ServerProcess.java(
        "mcpstack",
        logs,
        "mcpstack",
        Integer.toString(database.port()),
        database.user(),
        database.password(),
        folder.resolve("../../examples/data/longley.csv").normalize().toString());
  }

  private static Contender.Factory query(ServerProcess stack, String source) {
    return CallCases.query(stack.endpoint(), stack.key(), source);
  }

  static HikariDataSource pool(Database database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(Database.CONNECTIONS);
    return new HikariDataSource(config);
  }
}
