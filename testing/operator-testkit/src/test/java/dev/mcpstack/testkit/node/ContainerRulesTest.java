package dev.mcpstack.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.testkit.node.ProbeCount.Verdict;
import dev.mcpstack.testkit.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When containers are started again, count as well, and what pods come to. */
final class ContainerRulesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"1,0", "2,1", "3,2", "4,4", "5,8", "7,32", "8,32", "100,32"})
  void failuresInARow_waitLongerAndLonger(int failures, int seconds) {
    BackOff backOff = new BackOff(Duration.ofSeconds(1), 0);
    for (int i = 0; i < failures; i++) {
      backOff = backOff.after(Duration.ofSeconds(5));
    }
    assertThat(backOff.delay()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void whoRanLong_startsAnewAtOnce() {
    BackOff late = new BackOff(Duration.ofSeconds(1), 9).after(Duration.ofSeconds(64));
    assertThat(late.delay()).isZero();
  }

  /** Results as s and f; verdicts as S, F and - for none yet. */
  @ParameterizedTest
  @CsvSource({
    "1,1,sfs,SFS",
    "1,3,ffsfff,--SSSF",
    "2,2,ssfsff,-SSSSF",
    "2,1,fsfss,FFFFS",
  })
  void thresholds_areOfResultsInARow(int success, int failure, String results, String verdicts) {
    ProbeCount count =
        ProbeCount.of(
            Json.parse("{successThreshold: %d, failureThreshold: %d}".formatted(success, failure)));
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < results.length(); i++) {
      count = count.after(results.charAt(i) == 's');
      seen.append(
          switch (count.verdict()) {
            case UNKNOWN -> '-';
            case SUCCESS -> 'S';
            case FAILURE -> 'F';
          });
    }
    assertThat(seen).hasToString(verdicts);
    assertThat(count.verdict()).isNotEqualTo(Verdict.UNKNOWN);
  }

  /**
   * Containers as letters: w waits for the first time, b after an end, r runs, R is ready, 0 and 1
   * have ended for good.
   */
  @ParameterizedTest
  @CsvSource({
    "w,Pending,false",
    "r,Running,false",
    "R,Running,true",
    "Rr,Running,false",
    "RR,Running,true",
    "b,Running,false",
    "wr,Running,false",
    "0,Succeeded,false",
    "00,Succeeded,false",
    "01,Failed,false",
    "1,Failed,false",
    "R1,Running,false",
  })
  void phase_isThatOfAllContainers(String containers, String phase, boolean ready) {
    List<ContainerStatus> all =
        Arrays.stream(containers.split("")).map(ContainerRulesTest::status).toList();
    PodStatus status = new PodStatus("127.20.0.1", NOW, List.of(), all);
    assertThat(status.phase()).isEqualTo(phase);
    assertThat(status.isReady()).isEqualTo(ready);
  }

  @Test
  void failedInitContainer_failsThePod() {
    PodStatus status = new PodStatus("", NOW, List.of(status("1")), List.of(status("w")));
    assertThat(status.phase()).isEqualTo("Failed");
  }

  private static ContainerStatus status(String letter) {
    ContainerStatus created = ContainerStatus.created("c", "image");
    State.Ended end = new State.Ended(letter.equals("0") ? 0 : 1, "Error", "", NOW, NOW);
    return switch (letter) {
      case "w" -> created;
      case "r" -> created.in(new State.Running(NOW));
      case "R" -> created.in(new State.Running(NOW)).probed(true, true);
      case "b" -> created.after(end, new State.Waiting("CrashLoopBackOff", ""));
      default -> created.in(end);
    };
  }

  @Test
  void program_isFoundByTagFirst() {
    Program any = _ -> List.of("any");
    Program bad = _ -> List.of("bad");
    Programs programs = Programs.none().with("r.io:5000/a/web", any).with("r.io:5000/a/web:2", bad);
    assertThat(programs.of("r.io:5000/a/web:1")).isEqualTo(Optional.of(any));
    assertThat(programs.of("r.io:5000/a/web:2")).isEqualTo(Optional.of(bad));
    assertThat(programs.of("r.io:5000/a/web")).isEqualTo(Optional.of(any));
    assertThat(programs.of("r.io:5000/a/web@sha256:0")).isEqualTo(Optional.of(any));
    assertThat(programs.of("r.io:5000/a/other:1")).isEmpty();
  }
}
