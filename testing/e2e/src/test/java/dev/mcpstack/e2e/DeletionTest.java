package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A stack that goes takes all of it along. */
@ClusterTest
@Order(100)
final class DeletionTest {
  private static final Duration GONE = Duration.ofMinutes(5);

  private final Suite suite;

  DeletionTest(Suite suite) {
    this.suite = suite;
  }

  @Test
  void deletedStack_leavesNoObjectOfAnyKind() {
    String namespace = suite.namespace("deletion");
    Inventory inventory = new Inventory(suite.client());
    Stack stack = new Stack(suite, namespace, "deleted");
    String yaml = stack.yaml("");
    stack.apply(yaml.substring(0, yaml.indexOf("---")));
    Set<String> before =
        suite
            .waiting()
            .until(
                "a namespace with what every one has",
                Duration.ofMinutes(1),
                () ->
                    Seen.of(
                        inventory.ofNamespace(namespace),
                        all -> all.contains("configmaps/kube-root-ca.crt")));
    stack.apply(yaml);
    stack.becomesReady();
    Set<String> made = Inventory.added(before, inventory.ofNamespace(namespace));
    suite.report().say(made.size() + " objects: " + String.join(", ", made));
    assertThat(made).hasSizeGreaterThan(25).contains("mcpstacks.mcpstack.dev/deleted");

    stack.resource().delete();
    suite
        .waiting()
        .until(
            "everything to be gone",
            GONE,
            () -> {
              Set<String> left = Inventory.added(before, inventory.ofNamespace(namespace));
              return left.isEmpty() ? Seen.yes("gone") : Seen.notYet(left.toString());
            });
    assertThat(inventory.ofNamespace(namespace)).isEqualTo(before);
    suite.delete(namespace);
  }
}
