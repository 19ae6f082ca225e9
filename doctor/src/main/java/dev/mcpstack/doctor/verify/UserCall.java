package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.shape.DurationText;
import dev.mcpstack.contract.verification.UserCheck;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes the call of a user's check and compares. */
final class UserCall {
  private static final String HANDLE = "handle";

  private final Side side;
  private final UserCheck check;
  private final Duration most;
  private final long start = System.nanoTime();

  private UserCall(Side side, UserCheck check) {
    this.side = side;
    this.check = check;
    this.most = check.maxDuration().orElse(side.limit());
  }

  /** What was seen, when all is as expected. */
  static String run(Side side, UserCheck check) throws JudgementException, InterruptedException {
    return new UserCall(side, check).run();
  }

  private String run() throws JudgementException, InterruptedException {
    Map<String, Object> answer = done();
    long millis = spent().toMillis();
    if (answer.get(HANDLE) instanceof String handle) {
      RoundTrip.release(side, handle);
    }
    Optional<String> mismatch = Expectation.mismatch(check, answer);
    if (mismatch.isPresent()) {
      boolean failed = !"complete".equals(answer.get("status"));
      throw new JudgementException(
          failed ? side.role().blame(answer) : side.role().blame(),
          JudgementException.Kind.WRONG,
          mismatch.get());
    }
    return check.tool() + " answers as expected, in " + millis + " ms";
  }

  private Map<String, Object> done() throws JudgementException, InterruptedException {
    try {
      Map<String, Object> answer = side.done(check.tool(), check.arguments(), most);
      if (spent().compareTo(most) > 0) {
        throw late();
      }
      return answer;
    } catch (JudgementException e) {
      throw spent().compareTo(most) > 0 ? late() : e;
    }
  }

  private JudgementException late() {
    // How long its own limit may be nobody has said.
    return new JudgementException(
        check.maxDuration().isPresent() ? side.role().blame() : side.role().doubt(),
        JudgementException.Kind.WRONG,
        check.tool() + " takes longer than " + DurationText.format(most));
  }

  private Duration spent() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
