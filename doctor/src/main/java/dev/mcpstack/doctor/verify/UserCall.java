package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.shape.DurationText;
import dev.mcpstack.contract.verification.UserCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the call of a user's check, waits for what is pending, and compares. */
final class UserCall {
  private static final String HANDLE = "handle";
  private static final String STATUS = "status";
  private static final String PENDING = "pending";

  /** A server that waits as it should needs few; one that does not would be asked for ever. */
  private static final int MOST_WAITS = 500;

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
      throw JudgementException.wrong(mismatch.get());
    }
    return check.tool() + " answers as expected, in " + millis + " ms";
  }

  /** The answer, also where it comes later. */
  private Map<String, Object> done() throws JudgementException, InterruptedException {
    Map<String, Object> answer = ask(check.tool(), check.arguments());
    for (int waits = 0; PENDING.equals(answer.get(STATUS)); waits++) {
      if (waits == MOST_WAITS
          || !(answer.get(PENDING) instanceof Map<?, ?> pending
              && pending.get(HANDLE) instanceof String handle)) {
        throw side.refused(check.tool(), answer);
      }
      Map<String, Object> waited = ask("wait", Map.of(HANDLE, handle));
      answer = PENDING.equals(waited.get(STATUS)) ? answer : own(waited);
    }
    return answer;
  }

  /** What the work answered, which {@code wait} wraps. */
  private static Map<String, Object> own(Map<String, Object> waited) {
    if (!(waited.get("result") instanceof Map<?, ?> result)) {
      return waited;
    }
    Map<String, Object> own = new LinkedHashMap<>();
    own.put(STATUS, String.valueOf(waited.get(STATUS)));
    result.forEach((name, value) -> own.put(String.valueOf(name), value));
    return own;
  }

  private Map<String, Object> ask(String tool, Map<String, Object> arguments)
      throws JudgementException, InterruptedException {
    try {
      Map<String, Object> answer = side.answer(tool, arguments, most.minus(spent()));
      if (spent().compareTo(most) > 0) {
        throw late();
      }
      return answer;
    } catch (JudgementException e) {
      throw spent().compareTo(most) > 0 ? late() : e;
    }
  }

  private JudgementException late() {
    return JudgementException.wrong(
        check.tool() + " takes longer than " + DurationText.format(most));
  }

  private Duration spent() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
