package dev.mcpstack.localdata.outside;

import static dev.mcpstack.localdata.outside.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are handed out before their rows are there. */
class OpenStreamTest {
  @TempDir Path secrets;
  private @Nullable Running started;

  private Agent start(Yaml yaml) {
    started = Running.start(yaml.text());
    return running().agent(Running.ALICE);
  }

  private Running running() {
    return Objects.requireNonNull(started);
  }

  @AfterEach
  void stop() {
    running().close();
  }

  private static Answer open(Agent agent, String source, String sql) {
    return agent.call("open_stream", Map.of("source", source, "sql", sql));
  }

  private static Answer waitFor(Agent agent, String handle, int seconds) {
    return agent.call("wait", Map.of("handle", handle, "maxSeconds", seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "warehouse"})
  void openStream_ofAQueryThatRunsOn_answersAtOnce_andReleaseEndsIt(String source) {
    Agent agent = start(Yaml.both(secrets));
    String handle = open(agent, source, Slow.of(source)).complete().handle();
    await().untilAsserted(() -> assertThat(running().connectionsInUse(source)).isEqualTo(1));
    assertThat(waitFor(agent, handle, 1).structured()).containsEntry("status", "pending");

    agent.call("release", Map.of("handle", handle)).complete();

    await().untilAsserted(() -> assertThat(running().connectionsInUse(source)).isZero());
    assertThat(running().bytesKept()).isZero();
    agent.read(handle, 0, 1).failure().is("HANDLE_ENDED");
  }

  @Test
  void readRows_ofAStream_waitsForThemAndGivesWhatTheQueryGives() {
    Agent agent = start(Yaml.both(secrets));
    String sql = "select n, doubled, label from numbers order by n";
    String handle = open(agent, "warehouse", sql).complete().handle();
    Answer streamed = agent.read(handle, 249_990, 10).complete();
    String whole = agent.query("warehouse", sql).complete().handle();
    assertThat(streamed.rows("rows")).isEqualTo(agent.read(whole, 249_990, 10).rows("rows"));
    waitFor(agent, handle, 30).complete();
    assertThat(agent.read(handle, 0, 1).complete().number("totalRows")).isEqualTo(250_000);
    await().untilAsserted(() -> assertThat(running().connectionsInUse("warehouse")).isZero());
  }

  @Test
  void statement_thatTheGateRefuses_isRefusedBeforeThereIsAToken() {
    Agent agent = start(Yaml.both(secrets));
    open(agent, "warehouse", "delete from numbers").failure().is("STATEMENT_REFUSED");
    open(agent, "nowhere", "select 1").failure().is("SOURCE_UNKNOWN");
  }

  @Test
  void query_thatFailsInTheMiddle_saysSoToWhoeverReadsOrWaits() {
    Agent agent = start(Yaml.both(secrets));
    String handle =
        open(agent, "warehouse", "select 1 / (200000 - n) as x from numbers").complete().handle();
    Answer waited = waitFor(agent, handle, 30);
    for (Answer failed : List.of(waited, agent.read(handle, 249_000, 10))) {
      failed.failure().is("QUERY_WRONG");
    }
    assertThat(running().bytesKept()).isZero();
  }
}
