package dev.mcpstack.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mcpstack.datascience.DataScienceMain;
import dev.mcpstack.rollout.fault.Fault;
import dev.mcpstack.rollout.fault.FaultyRelease;
import dev.mcpstack.testkit.node.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a release can be bad, one after the other, under the same load. */
@Tag("full")
final class BadReleasesTest {
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final String ROLLOUT =
      "{progressDeadline: 90s, verificationDeadline: 3m, observation: 75s, drainLimit: 30s,"
          + " keepFailed: 5s, analysis: {warmUp: 25s, latencyMargin: 4s}}";

  @TempDir private Path folder;

  /** Bad from the beginning: never in front of an agent. */
  private static final String CRASHES = "0.3.0";

  private static final Map<Fault.Kind, String> FAULTY =
      new EnumMap<>(
          Map.of(
              Fault.Kind.WRONG, "0.4.0",
              Fault.Kind.FAILS, "0.5.0",
              Fault.Kind.SLOW, "0.6.0",
              Fault.Kind.HALTS, "0.7.0"));

  private final Map<Fault.Kind, FaultyRelease> faulty = new EnumMap<>(Fault.Kind.class);

  private Programs programs(Path redis) throws IOException {
    Programs programs =
        Images.all(redis).with(Images.LOCALDATA + ":" + CRASHES, _ -> List.of("false"));
    for (Map.Entry<Fault.Kind, String> each : FAULTY.entrySet()) {
      FaultyRelease release =
          new FaultyRelease(
              Images.java(DataScienceMain.class),
              Files.createDirectory(folder.resolve(each.getValue())));
      faulty.put(each.getKey(), release);
      programs = programs.with(Images.DATASCIENCE + ":" + each.getValue(), release);
    }
    return programs;
  }

  @Test
  void badReleases_harmNobodyButByTheirOwnErrors() throws IOException {
    Optional<Path> redis = Images.redis();
    assumeThat(redis).as("the Debian package redis-server is not installed").isPresent();
    try (Scene scene = new Scene(programs(redis.orElseThrow()), ROLLOUT)) {
      scene.operatorDiesIn(
          "Staging", "Verifying", "Switching", "selector", "Observing", "Draining");
      try (HeldHandle held = new HeldHandle(scene)) {
        Instant begin = scene.release("0.2.0");
        Instant drains = scene.takesOver(2, begin);
        assertThat(scene.deadly()).isEmpty();
        assertThat(held.lost()).isAfterOrEqualTo(drains.plus(DRAIN).minusSeconds(1));
      }

      Instant begin = scene.release(CRASHES);
      scene.operatorDiesIn("Kept");
      scene.neverServes(3, 2, begin);

      release(Fault.Kind.WRONG).becomes(Fault.Kind.WRONG);
      begin = scene.release(version(Fault.Kind.WRONG));
      scene.neverServes(4, 2, begin);

      int revision = 5;
      for (Fault.Kind kind : List.of(Fault.Kind.FAILS, Fault.Kind.SLOW, Fault.Kind.HALTS)) {
        begin = scene.release(version(kind));
        scene.at("phase", "Observing " + revision++, begin);
        scene.takenBack(release(kind), kind, 2, begin);
      }

      release(Fault.Kind.FAILS).becomes(Fault.Kind.NONE);
      scene.operatorDiesIn("RollingBack");
      begin = scene.retry(version(Fault.Kind.FAILS));
      scene.at("phase", "Observing " + revision, begin);
      scene.edit("{rollout: {abort: " + revision + "}}");
      scene.at("phase", "Stable 2", scene.at("phase", "RollingBack 2", begin));
      scene.harmless("a release that people took back", begin, Instant.now());
    }
  }

  private static String version(Fault.Kind kind) {
    return java.util.Objects.requireNonNull(FAULTY.get(kind));
  }

  private FaultyRelease release(Fault.Kind kind) {
    return java.util.Objects.requireNonNull(faulty.get(kind));
  }
}
