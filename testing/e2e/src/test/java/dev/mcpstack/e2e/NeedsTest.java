package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class NeedsTest {
  private static String example(String name) throws IOException {
    return Files.readString(Path.of("../../examples/kubernetes/" + name + ".yaml"));
  }

  @Test
  void exampleWithADatabase_needsOne() throws IOException {
    assertThat(Needs.missing(example("postgresql"), false, true))
        .get()
        .asString()
        .startsWith("it needs PostgreSQL");
    assertThat(Needs.missing(example("postgresql"), true, false)).isEmpty();
    assertThat(Needs.missing(example("autoscaled"), true, false)).isEmpty();
  }

  @Test
  void exampleWithWhatASuiteCannotGive_saysWhat() throws IOException {
    assertThat(Needs.missing(example("external-redis"), true, true))
        .contains("it needs a token store of one's own");
    assertThat(Needs.missing(example("several-sources"), true, true))
        .contains("it needs a volume with files");
    assertThat(Needs.missing(example("locked-down"), true, true))
        .contains("it needs a registry of one's own");
  }

  @Test
  void storage_needsAClass() {
    String stack = "spec:\n  tokenStore:\n    managed:\n      storage: {size: 1Gi}\n";
    assertThat(Needs.missing(stack, true, false)).isPresent();
    assertThat(Needs.missing(stack, true, true)).isEmpty();
  }
}
