package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.e2e.RefusedSpecsTest.Refused;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Without a cluster: the cases of {@link RefusedSpecsTest} are all that there should be. */
final class RefusedCasesTest {
  private static final Path DEFINITION = Path.of("../../crds/mcpstacks.mcpstack.dev.yaml");

  @Test
  void everyRuleOfTheDefinition_hasACase() throws IOException {
    Set<String> messages = new TreeSet<>();
    messages(
        new KubernetesSerialization().unmarshal(Files.readString(DEFINITION), Map.class), messages);
    assertThat(messages).hasSizeGreaterThan(15);
    List<String> cases = RefusedSpecsTest.refused().stream().map(Refused::says).toList();
    assertThat(messages).allSatisfy(message -> assertThat(cases).anyMatch(message::contains));
    assertThat(cases)
        .allSatisfy(says -> assertThat(messages).anyMatch(message -> message.contains(says)));
  }

  private static void messages(Object tree, Set<String> messages) {
    if (tree instanceof Map<?, ?> map) {
      if (map.get("rule") instanceof String && map.get("message") instanceof String message) {
        messages.add(message);
      }
      map.values().forEach(value -> messages(value, messages));
    } else if (tree instanceof List<?> list) {
      list.forEach(value -> messages(value, messages));
    }
  }
}
