package dev.mcpstack.localdata.outside;

import static dev.mcpstack.localdata.outside.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many queries at once. */
class ConcurrencyTest {
  private static final int QUERIES = 40;

  @Test
  void queries_fortyAtOnceOnBothDatabases_areRightAndLeaveNothing(@TempDir Path secrets)
      throws Exception {
    try (Running running = Running.start(Yaml.both(secrets).text());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Agent> agents = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        agents.add(running.agent(i % 2 == 0 ? Running.ALICE : Running.BOB));
      }
      List<Future<String>> handles = new ArrayList<>();
      for (int i = 0; i < QUERIES; i++) {
        int number = i;
        handles.add(threads.submit(() -> ask(agents.get(number % agents.size()), number)));
      }
      for (int i = 0; i < QUERIES; i++) {
        Agent agent = agents.get(i % agents.size());
        String handle = handles.get(i).get();
        assertThat(agent.read(handle, 1000, 1).complete().rows("rows"))
            .containsExactly(List.of(1000 + i, "q" + i));
        agent.call("release", Map.of("handle", handle)).complete();
      }
      await()
          .untilAsserted(() -> {
            assertThat(running.bytesKept()).isZero();
            assertThat(running.connectionsInUse("files")).isZero();
            assertThat(running.connectionsInUse("warehouse")).isZero();
            assertThat(running.memoryUsed()).isZero();
            assertThat(running.callsRunning()).isZero();
          });
    }
  }

  /** Every second query at either database: 2,000 rows from its number on. */
  private static String ask(Agent agent, int number) {
    String source = number % 2 == 0 ? "files" : "warehouse";
    String sql =
        number % 2 == 0
            ? "select range + %d as n, 'q%d' as q from range(2000) order by 1"
            : "select n + %d as n, 'q%d' as q from numbers where n < 2000 order by 1";
    Answer answer = agent.query(source, sql.formatted(number, number)).complete();
    assertThat(answer.number("rows")).isEqualTo(2000);
    assertThat(answer.rows("preview").getFirst()).containsExactly(number, "q" + number);
    return answer.handle();
  }
}
