package dev.mcpstack.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mcpstack.datascience.DataScienceMain;
import dev.mcpstack.rollout.fault.Fault;
import dev.mcpstack.rollout.fault.FaultyRelease;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that takes over, and one that is taken back, while agents call. */
final class RolloutLoadTest {
  private static final String ROLLOUT =
      "{progressDeadline: 2m, observation: 20s, drainLimit: 25s, analysis: {warmUp: 10s, latencyMargin: 5s}}";

  @TempDir private Path folder;

  @Test
  void releaseTakesOver_andOneThatFailsAfterTheSwitchIsTakenBack() {
    Optional<Path> redis = Images.redis();
    assumeThat(redis).as("the Debian package redis-server is not installed").isPresent();
    FaultyRelease bad = new FaultyRelease(Images.java(DataScienceMain.class), folder);
    try (Scene scene =
        new Scene(
            Images.all(redis.orElseThrow()).with(Images.DATASCIENCE + ":0.3.0", bad), ROLLOUT)) {
      scene.operatorDiesIn("Staging", "Switching", "Observing");
      Instant begin = scene.release("0.2.0");
      scene.takesOver(2, begin);
      assertThat(scene.deadly()).isEmpty();

      Instant next = scene.release("0.3.0");
      scene.at("phase", "Observing 3", next);
      scene.takenBack(bad, Fault.Kind.FAILS, 2, next);
    }
  }
}
