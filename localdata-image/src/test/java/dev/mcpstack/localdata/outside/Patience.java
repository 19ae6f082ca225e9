package dev.mcpstack.localdata.outside;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what must happen soon, on a machine that may be busy. */
final class Patience {
  private Patience() {}

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }
}
