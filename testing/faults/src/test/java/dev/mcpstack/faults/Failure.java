package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.contract.error.StackException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What tests of failures share. */
final class Failure {
  private Failure() {}

  /** The failure of ours that this ends with; without one the test fails. */
  static StackException of(ThrowingCallable work) {
    StackException failure = catchThrowableOfType(StackException.class, work);
    if (failure == null) {
      throw new AssertionError("it did not fail");
    }
    return failure;
  }

  /** Waits for what only shows by asking. */
  static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofMinutes(2));
  }
}
