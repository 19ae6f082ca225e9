package dev.mcpstack.localdata.outside;

import static dev.mcpstack.localdata.outside.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data tokens: paging, whose they are, how they end, how much they may hold. */
class HandlesTest {
  private static final String ALL_NUMBERS = "select n, doubled, label from numbers order by n";

  @TempDir Path secrets;
  private final AtomicLong ahead = new AtomicLong();
  private @Nullable Running started;

  private Agent start(Yaml yaml) {
    started = Running.start(yaml.text(), () -> System.nanoTime() + ahead.get());
    return running().agent(Running.ALICE);
  }

  private Running running() {
    return Objects.requireNonNull(started);
  }

  @AfterEach
  void stop() {
    running().close();
  }

  @Test
  void readRows_overManyChunks_givesEveryRowOnce() {
    Agent agent = start(Yaml.both(secrets));
    Answer query = agent.query("warehouse", ALL_NUMBERS).complete();
    assertThat(query.number("rows")).isEqualTo(250_000);

    // The first, the last, and both sides of where chunks of about 1 MiB can end.
    for (long offset : List.of(0L, 999L, 38_000L, 40_000L, 123_456L, 249_000L)) {
      Answer page = agent.read(query.handle(), offset, 1000).complete();
      List<Object> expected = new ArrayList<>();
      for (long n = offset; n < offset + 1000; n++) {
        expected.add(List.of((int) n, (int) (2 * n), "row " + n));
      }
      assertThat(page.rows("rows")).isEqualTo(expected);
      assertThat(page.number("totalRows")).isEqualTo(250_000);
      assertThat(page.number("offset")).isEqualTo(offset);
      assertThat(page.get("nextOffset"))
          .isEqualTo(offset == 249_000 ? null : (Object) (int) (offset + 1000));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "warehouse"})
  void readRows_pageByPage_addsUpToTheWhole(String source) {
    Agent agent = start(Yaml.both(secrets));
    String sql =
        source.equals("files")
            ? "select range as n from range(200500) order by n"
            : "select n from numbers where n < 200500 order by n";
    String handle = agent.query(source, sql).complete().handle();
    long sum = 0;
    long rows = 0;
    Object next = 0;
    // Every tenth page in full; the sum over them is known.
    while (next instanceof Number offset) {
      Answer page = agent.read(handle, offset.longValue(), 1000).complete();
      for (List<?> row : page.rows("rows")) {
        sum += ((Number) row.getFirst()).longValue();
        rows++;
      }
      next = page.get("nextOffset");
    }
    assertThat(rows).isEqualTo(200_500);
    assertThat(sum).isEqualTo(200_499L * 200_500 / 2);
  }

  @Test
  void readRows_beyondTheEnd_saysHowManyThereAre() {
    Agent agent = start(Yaml.both(secrets));
    String handle = agent.query("files", "select * from longley").complete().handle();

    Answer last = agent.read(handle, 10, 100).complete();
    assertThat(last.rows("rows")).hasSize(6);
    assertThat(last.get("nextOffset")).isNull();
    assertThat(last.text()).endsWith("Rows 10 to 15 of 16.");
    for (long offset : List.of(16L, 1_000_000L, Long.MAX_VALUE)) {
      Answer beyond = agent.read(handle, offset, 5).complete();
      assertThat(beyond.rows("rows")).isEmpty();
      assertThat(beyond.get("nextOffset")).isNull();
      assertThat(beyond.text()).contains("No rows from offset " + offset + "; there are 16.");
    }
    agent
        .call("read_rows", Map.of("handle", handle, "offset", -1))
        .failure()
        .is("ARGUMENTS_INVALID");
  }

  @Test
  void release_ofRows_freesThemAndSaysHowToGetThemAgain() {
    Agent agent = start(Yaml.both(secrets));
    String handle = agent.query("warehouse", ALL_NUMBERS).complete().handle();
    assertThat(running().bytesKept()).isGreaterThan(1_000_000);

    Answer released = agent.call("release", Map.of("handle", handle)).complete();

    assertThat(released.get("kind")).isEqualTo("rows");
    assertThat(running().bytesKept()).isZero();
    for (Answer after :
        List.of(agent.read(handle, 0, 1), agent.call("release", Map.of("handle", handle)))) {
      after
          .failure()
          .is("HANDLE_ENDED")
          .says("data token was released")
          .advises("Call execute_query on source 'warehouse' again");
    }
  }

  @Test
  void wait_onRows_saysThereIsNothingToWaitFor() {
    Agent agent = start(Yaml.both(secrets));
    String handle = agent.query("files", "select 1 as a").complete().handle();

    Answer answer = agent.call("wait", Map.of("handle", handle)).complete();

    assertThat(answer.get("tool")).isEqualTo("execute_query");
    assertThat(answer.get("result")).isNull();
    assertThat(answer.text()).contains("nothing to wait for");
  }

  @Test
  void handle_ofAnotherPrincipal_answersAsAnUnknownOne() {
    Agent alice = start(Yaml.both(secrets));
    Agent bob = running().agent(Running.BOB);
    String living = alice.query("files", "select 1 as a").complete().handle();
    String ended = alice.query("files", "select 2 as a").complete().handle();
    alice.call("release", Map.of("handle", ended)).complete();
    String unknown = "rows_" + "A".repeat(living.length() - 5);

    for (String tool : List.of("read_rows", "wait", "release")) {
      Answer ofNobody = bob.call(tool, Map.of("handle", unknown));
      ofNobody.failure().is("HANDLE_UNKNOWN").advises("copied whole");
      for (String handle : List.of(living, ended)) {
        assertThat(withoutCorrelation(bob.call(tool, Map.of("handle", handle))))
            .isEqualTo(withoutCorrelation(ofNobody));
      }
    }
    assertThat(alice.read(living, 0, 1).complete().rows("rows")).containsExactly(List.of(1));
  }

  @Test
  void handle_expired_saysSoAndHowToGetItAgain() {
    Agent alice = start(Yaml.both(secrets).limit("handleLifetime", "10s"));
    Agent bob = running().agent(Running.BOB);
    Answer query = alice.query("files", "select 1 as a").complete();
    assertThat(query.number("expiresInSeconds")).isEqualTo(10);

    ahead.set(Duration.ofSeconds(9).toNanos());
    alice.read(query.handle(), 0, 1).complete();
    ahead.set(Duration.ofSeconds(25).toNanos());

    alice
        .read(query.handle(), 0, 1)
        .failure()
        .is("HANDLE_ENDED")
        .says("data token expired", " s ago")
        .advises("Call execute_query on source 'files' again with the same arguments");
    bob.read(query.handle(), 0, 1).failure().is("HANDLE_UNKNOWN");
    await().untilAsserted(() -> assertThat(running().bytesKept()).isZero());
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "warehouse"})
  void result_overItsLimit_isRefusedAndFreed(String source) {
    Agent agent = start(Yaml.both(secrets).limit("maxResult", "1MiB"));
    String sql =
        source.equals("files") ? "select range as n from range(200000)" : "select n from numbers";

    agent
        .query(source, sql)
        .failure()
        .is("RESULT_TOO_LARGE")
        .says("1048576 bytes")
        .advises("fewer rows or columns");
    assertThat(running().bytesKept()).isZero();
    assertThat(running().memoryUsed()).isZero();
    assertThat(running().connectionsInUse(source)).isZero();
    agent.query(source, "select 1 as a").complete();
  }

  @Test
  void results_overTheirLimitTogether_makeWayTheOldestFirst() {
    Agent agent = start(Yaml.both(secrets).limit("maxResult", "3MiB").limit("maxResults", "4MiB"));
    String sql = "select n from numbers where n < 200000";
    String first = agent.query("warehouse", sql).complete().handle();
    String second = agent.query("warehouse", sql).complete().handle();
    String third = agent.query("warehouse", sql).complete().handle();

    agent
        .read(first, 0, 1)
        .failure()
        .is("HANDLE_ENDED")
        .says("made way for other results", " s ago")
        .advises("Call execute_query on source 'warehouse' again with the same arguments");
    agent.read(second, 0, 1).complete();
    agent.read(third, 0, 1).complete();
    assertThat(running().bytesKept()).isBetween(3_000_000.0, 4_194_304.0);
  }

  /** What differs between two calls is the correlation id alone. */
  private static String withoutCorrelation(Answer answer) {
    String id = String.valueOf(answer.failure().report().get("correlationId"));
    assertThat(id).hasSizeGreaterThan(8);
    return (answer.structured() + "\n" + answer.text()).replace(id, "ID");
  }
}
