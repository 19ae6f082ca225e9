package dev.mcpstack.localdata.outside;

import static dev.mcpstack.localdata.outside.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between being told to stop and stopping. */
class StoppingTest {
  @TempDir Path secrets;
  private @Nullable Running started;

  private Agent start(String grace) {
    started = Running.start(Yaml.both(secrets).limit("stopGrace", grace).text());
    return running().agent(Running.ALICE);
  }

  private Running running() {
    return Objects.requireNonNull(started);
  }

  private boolean isReady() {
    return running().server().readiness().values().stream().allMatch(check -> check.getAsBoolean());
  }

  @AfterEach
  void stop() {
    running().close();
  }

  @Test
  void serverToldToStop_servesWhatItHoldsUntilThatHasEnded_andBeginsNothing() throws Exception {
    Agent agent = start("10m");
    String handle = agent.query("files", "select * from longley").complete().handle();
    assertThat(isReady()).isTrue();

    Thread draining = Thread.startVirtualThread(() -> running().server().drain());
    await().until(() -> !isReady());

    for (String tool : new String[] {"execute_query", "open_stream"}) {
      agent
          .call(tool, Map.of("source", "files", "sql", "select 1 as a"))
          .failure()
          .is("SERVER_STOPPING")
          .says("begins nothing new")
          .advises("another server of the stack takes the call");
    }
    assertThat(agent.read(handle, 0, 5).complete().rows("rows")).hasSize(5);
    assertThat(draining.isAlive()).isTrue();

    agent.call("release", Map.of("handle", handle)).complete();
    draining.join();
  }

  @Test
  void serverToldToStop_stopsWhenItsTimeIsOver() throws Exception {
    Agent agent = start("1s");
    agent.query("files", "select * from longley").complete();
    Thread draining = Thread.startVirtualThread(() -> running().server().drain());
    draining.join();
    assertThat(running().bytesKept()).isPositive();
  }

  @Test
  void serverToldToStop_thatHoldsNothing_stopsAtOnce() throws Exception {
    start("10m");
    Thread draining = Thread.startVirtualThread(() -> running().server().drain());
    draining.join();
    assertThat(isReady()).isFalse();
  }
}
