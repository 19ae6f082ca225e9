package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The last one: everything is taken away again, and the cluster is as it was. */
@ClusterTest
@Order(1000)
final class LeftBehindTest {
  private final Suite suite;

  LeftBehindTest(Suite suite) {
    this.suite = suite;
  }

  @Test
  void clusterAfterTheRun_isAsItWasBefore() {
    Assumptions.assumeFalse(
        suite.keeps(), Settings.PREFIX + "keep is true and a test has failed: all stays");
    Set<String> left = suite.end();
    assertThat(left).isEmpty();
  }
}
