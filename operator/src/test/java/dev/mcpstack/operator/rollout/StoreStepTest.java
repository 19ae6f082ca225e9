package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.observe.StoreShows;
import dev.mcpstack.operator.observe.StoreSight;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each situation and the step out of it. */
final class StoreStepTest {
  private static final Instant SINCE = Instant.parse("2027-01-01T00:00:00Z");

  /** Certificates are letters; {@code -} is none. */
  private static StoreMemory memory(String startedWith, String because, String shown) {
    return new StoreMemory(
        Optional.of(startedWith).filter(text -> !text.equals("-")),
        Arrays.stream(StoreShows.values()).filter(each -> each.name().equals(because)).findFirst(),
        Optional.of(shown).filter(text -> !text.equals("-")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing is there,                    a, -, -,           -, STARTING, Starting, true",
    "suspended,                           b, a, -,           a, NONE,     Done,     false",
    "the first pod starts,                a, a, -,           -, STARTING, Starting, true",
    "it answers,                          a, a, -,           -, CURRENT,  Done,     false",
    "another certificate,                 b, a, -,           -, CURRENT,  Ask,      true",
    "another after one that was shown,    c, a, -,           b, CURRENT,  Ask,      true",
    "the pod is away before it showed it, c, a, -,           b, STARTING, Starting, true",
    "it was shown,                        b, a, -,           b, CURRENT,  Done,     false",
    "the pod is away after that,          b, a, -,           b, STARTING, Done,     false",
    "started for it,                      b, b, UNREACHABLE, a, STARTING, Starting, true",
    "it answers after that,               b, b, UNREACHABLE, a, CURRENT,  Seen,     false",
    "one of before there was a memory,    a, -, -,           -, CURRENT,  Ask,      true",
  })
  void step_ofEachSituation_isThatOfTheTable(
      String situation,
      String certificate,
      String startedWith,
      String because,
      String shown,
      StoreStep.Pods pods,
      String step,
      boolean pending) {
    StoreStep found = StoreStep.of(certificate, memory(startedWith, because, shown), pods);
    assertThat(found.getClass().getSimpleName()).as(situation).isEqualTo(step);
    assertThat(found.isPending()).isEqualTo(pending);
  }

  @ParameterizedTest(name = "{0} after {1} s")
  @CsvSource({
    "UNKNOWN,       0, Waiting",
    "OTHER,        60, Waiting",
    "OTHER,       299, Waiting",
    "OTHER,       300, Restart",
    "UNREACHABLE, 299, Waiting",
    "UNREACHABLE, 300, Restart",
    "NOT_TRUSTED,   0, Restart",
    "REFUSED,     300, Restart",
    "UNKNOWN,     300, Restart",
    "WANTED,        0, Seen",
    "WANTED,      900, Seen",
  })
  void storeThatIsAsked_hasItsTimeAndIsThenStartedAnew(
      StoreShows shows, long seconds, String step) {
    StoreStep found = StoreStep.asked(new StoreSight(SINCE, shows), SINCE.plusSeconds(seconds));
    assertThat(found.getClass().getSimpleName()).isEqualTo(step);
    assertThat(found.due().isPresent()).isEqualTo(step.equals("Waiting"));
    assertThat(found.sentence().isPresent()).isEqualTo(!step.equals("Seen"));
  }

  @Test
  void waiting_saysWhatItShowsAndHowLongThatMayLast() {
    StoreStep waiting = StoreStep.asked(new StoreSight(SINCE, StoreShows.UNREACHABLE), SINCE);
    assertThat(waiting.sentence().orElseThrow())
        .contains("can't be reached from the operator")
        .endsWith("If that lasts longer than 5 minutes, it is started anew.");
    assertThat(waiting.due()).contains(SINCE.plus(Duration.ofMinutes(5)));
  }

  @Test
  void storeThatIsStartedForIt_saysWhyUntilItAnswers() {
    StoreMemory memory = memory("a", "-", "-").restarted("b", StoreShows.REFUSED);
    assertThat(StoreStep.of("b", memory, StoreStep.Pods.STARTING).sentence().orElseThrow())
        .contains("started anew")
        .contains("refuses the operator's user");
    StoreMemory after = memory.seen("b");
    assertThat(StoreStep.of("b", after, StoreStep.Pods.STARTING).sentence()).isEmpty();
    assertThat(StoreStep.of("b", after, StoreStep.Pods.CURRENT)).isEqualTo(new StoreStep.Done());
  }

  @Test
  void memory_isReadAsItWasWritten() {
    List<StoreMemory> all =
        List.of(
            memory("-", "-", "-"),
            memory("a", "-", "-"),
            memory("a", "-", "b"),
            memory("a", "OTHER", "b"));
    assertThat(all).allMatch(memory -> StoreMemory.ofData(memory.toData()).equals(memory));
    assertThat(memory("a", "OTHER", "b").started("c")).isEqualTo(memory("c", "-", "b"));
  }
}
