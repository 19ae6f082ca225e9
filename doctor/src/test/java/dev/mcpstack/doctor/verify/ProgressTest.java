package dev.mcpstack.doctor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.verification.VerificationOutcome;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final Progress progress = new Progress(UnaryOperator.identity(), _ -> {});

  /** More time mends nothing that has failed, so nobody has to try again. */
  @Test
  void timeThatIsUp_isNoNewsAfterAFailure() {
    progress.bad("check a", VerificationOutcome.FAILED, "the answer is another");
    progress.waitFor(new Side.Waiting(Role.PREVIEW, "summarize"));
    assertThat(progress.timeUp("40s")).isTrue();
    assertThat(progress.result().why()).isEqualTo("Check a: the answer is another.");
  }

  /** A short observation gives little time, which is no fault of what is observed. */
  @Test
  void timeThatIsUp_isNoFaultOfAReleaseThatServes() {
    progress.waitFor(new Side.Waiting(Role.RELEASE, "summarize"));
    assertThat(progress.timeUp("10s")).isFalse();
    assertThat(progress.result().outcome()).isEqualTo(VerificationOutcome.UNJUDGED);
  }

  @Test
  void timeThatIsUp_isTheFirstFailureOtherwise() {
    progress.bad("handles", VerificationOutcome.UNJUDGED, "the serving cell is away");
    progress.waitFor(new Side.Waiting(Role.PREVIEW, "summarize"));
    assertThat(progress.timeUp("40s")).isFalse();
    assertThat(progress.result().outcome()).isEqualTo(VerificationOutcome.FAILED);
  }
}
