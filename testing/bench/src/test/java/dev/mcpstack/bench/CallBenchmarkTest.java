package dev.mcpstack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every path of {@link CallBenchmark} once, with its answers checked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CallBenchmarkTest {
  private final RunningDatabase postgres;
  private final EchoServer echo;
  private final McpStackServer stack;
  private final HikariDataSource pool;

  CallBenchmarkTest() throws Exception {
    postgres = new RunningDatabase();
    echo = EchoServer.start();
    stack = new McpStackServer(postgres.database(), Path.of("../../examples/data/longley.csv"));
    pool = CallBenchmark.pool(postgres.database());
  }

  @AfterAll
  void close() throws Exception {
    pool.close();
    stack.close();
    echo.close();
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(chars = {'a', 'b', 'd', 'e', 'f'})
  void verify_pathOfOurs_answersRightly(char letter) throws Exception {
    Optional<String> key = Optional.of(stack.key());
    Contender.Factory clients =
        switch (letter) {
          case 'a' -> CallCases.echo(echo.endpoint());
          case 'b' -> CallCases.query(stack.endpoint(), key, McpStackServer.POSTGRES);
          case 'd' -> CallCases.query(stack.endpoint(), key, McpStackServer.EMBEDDED);
          case 'e' -> CallCases.listSources(stack.endpoint(), key);
          default -> CallCases.jdbc(pool);
        };
    Round round = round(new Contender(letter, "case", ProcessHandle.current(), clients));
    assertThat(round.calls()).isPositive();
    assertThat(round.p50Millis()).isPositive().isLessThanOrEqualTo(round.p99Millis());
  }

  /** Needs node on the path and {@code npm ci} done here; fails where they are missing. */
  @Test
  @Tag("full")
  void verify_dbhub_answersRightly(@TempDir Path logs) throws Exception {
    try (ServerProcess dbhub =
        ServerProcess.dbhub(Path.of("node_modules"), logs, postgres.database())) {
      Contender contender =
          new Contender('c', "dbhub", dbhub.handle(), CallCases.dbhub(dbhub.endpoint()));
      assertThat(round(contender).calls()).isPositive();
    }
  }

  private Round round(Contender contender) throws Exception {
    return Load.run(contender, 2, Duration.ofMillis(200), postgres::cpu);
  }
}
