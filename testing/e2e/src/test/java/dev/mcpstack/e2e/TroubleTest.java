package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What can't be carried out is said in a condition, and goes on by itself once it can. */
@ClusterTest
@Order(90)
final class TroubleTest {
  private static final Duration SAID = Duration.ofMinutes(1);

  private final Suite suite;

  TroubleTest(Suite suite) {
    this.suite = suite;
  }

  @Test
  void missingSecret_isNamedUntilItIsThere() {
    String namespace = suite.namespace("trouble");
    Stack stack = new Stack(suite, namespace, "trouble");
    stack.apply(Templates.fill("trouble.yaml", Map.of("release", "")));
    stack.becomes(
        "said to lack a Secret",
        SAID,
        each -> Stack.condition(each, "Degraded", "True", "SecretMissing"));
    suite.report().say(stack.condition("Degraded").toString());
    assertThat(stack.condition("Degraded").message()).contains("nobodys-secret");
    stack.apply(Templates.fill("secret.yaml", Map.of("name", "nobodys-secret")));
    stack.becomes(
        "without that complaint",
        SAID,
        each -> !Stack.condition(each, "Degraded", "True", "SecretMissing"));
    suite.delete(namespace);
  }

  @Test
  void missingImage_isSaid() {
    suite.needsPods();
    String namespace = suite.namespace("image");
    Stack stack = new Stack(suite, namespace, "trouble");
    stack.apply(Templates.fill("secret.yaml", Map.of("name", "nobodys-secret")));
    stack.apply(Templates.fill("trouble.yaml", Map.of("release", "release: no-such-release")));
    stack.becomes(
        "said to lack an image",
        Duration.ofMinutes(3),
        each -> Stack.condition(each, "Degraded", "True", "ImageNotPulled"));
    suite.report().say(stack.condition("Degraded").toString());
    suite.delete(namespace);
  }
}
