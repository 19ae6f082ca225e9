package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be in no answer. */
final class Leaks {
  private Leaks() {}

  static void check(String answer) {
    assertThat(answer)
        .doesNotContainIgnoringCase("exception", "jetty", "eclipse", "jackson", "reactor")
        .doesNotContain(TestTools.SECRET, "java.", "javax.", "dev.mcpstack", "\tat ", "Error:")
        .doesNotContain(TestServer.ALICE, TestServer.BOB, TestServer.CAROL);
  }
}
