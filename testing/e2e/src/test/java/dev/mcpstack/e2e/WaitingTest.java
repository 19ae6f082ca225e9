package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WaitingTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Report report =
      new Report(new PrintStream(out, true, StandardCharsets.UTF_8), System::nanoTime);

  @Test
  void whatComes_isReturnedAndReported() {
    AtomicInteger looks = new AtomicInteger();
    int found =
        new Waiting(report, 1)
            .until(
                "the third look",
                Duration.ofMinutes(1),
                () -> {
                  if (looks.incrementAndGet() == 2) {
                    throw new IllegalStateException("a hiccup");
                  }
                  return Seen.of(looks.get(), look -> look == 3);
                });
    assertThat(found).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("the third look: 0.");
  }

  @Test
  void whatDoesNotCome_isSaidWithWhatWasSeenLast() {
    AssertionError failure =
        catchThrowableOfType(
            AssertionError.class,
            () ->
                new Waiting(report, 0.1)
                    .until("the pods", Duration.ofSeconds(5), () -> Seen.<String>notYet("2 of 3")));
    assertThat(failure).hasMessage("waited 0.5 s for the pods; seen last: 2 of 3");
  }

  @Test
  void lookThatThrows_isWhatWasSeen() {
    AssertionError failure =
        catchThrowableOfType(
            AssertionError.class,
            () ->
                new Waiting(report, 0.1)
                    .<String>until(
                        "the pods",
                        Duration.ofSeconds(1),
                        () -> {
                          throw new IllegalStateException("refused");
                        }));
    assertThat(failure).hasMessageContaining("IllegalStateException: refused");
  }
}
