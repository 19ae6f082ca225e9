package dev.mcpstack.localdata.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What analysts write passes the gate, and gives the same rows as the text they wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegitimateQueriesTest {
  private static final Limits LIMITS =
      new Limits(100, Duration.ofSeconds(20), OptionalLong.empty());

  private final Map<Dialect, Engine> engines = new EnumMap<>(Dialect.class);
  private final SqlParserPool pool = new SqlParserPool(2);
  private final SqlPolicy policy = new SqlPolicy(pool);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final QueryGate gate = new QueryGate(timer);

  @BeforeAll
  void startEngines() throws Exception {
    for (Dialect dialect : Dialect.values()) {
      engines.put(dialect, Engine.start(dialect));
    }
  }

  @AfterAll
  void stopEngines() throws Exception {
    for (Engine engine : engines.values()) {
      engine.close();
    }
    timer.shutdownNow();
    pool.close();
  }

  static Stream<Arguments> cases() {
    return Stream.of(Dialect.values())
        .flatMap(dialect -> of(dialect).map(entry -> Arguments.of(dialect, entry)));
  }

  private static Stream<Case> of(Dialect dialect) {
    return Stream.concat(
        Case.load("legit-common.txt").stream(),
        Case.load("legit-" + dialect.key() + ".txt").stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void query_legitimate_passesWithTheSameRows(Dialect dialect, Case entry) throws Exception {
    Engine engine = Objects.requireNonNull(engines.get(dialect));
    String sql = entry.sql().replace("{schema}", engine.schema());
    GateVerdict verdict = policy.check(dialect, sql);
    assertThat(verdict).as("%s", verdict).isInstanceOf(Admitted.class);

    List<String> direct;
    try (Connection connection = engine.connect()) {
      direct = Engine.rows(connection, sql);
    }
    try (Connection connection = engine.connect()) {
      Lease lease = new Lease(connection, () -> {});
      List<String> gated = gate.query(lease, (Admitted) verdict, LIMITS, _ -> {}, Engine::rows);
      assertThat(gated).isNotEmpty().isEqualTo(direct);
    }
  }

  @Test
  void corpus_perDialect_hasAtLeastSixtyCases() {
    for (Dialect dialect : Dialect.values()) {
      assertThat(of(dialect).count()).as(dialect.title()).isGreaterThanOrEqualTo(60);
    }
  }
}
