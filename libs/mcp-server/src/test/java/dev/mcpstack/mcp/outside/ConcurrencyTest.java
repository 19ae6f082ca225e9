package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Blocking calls don't wait for each other, however few processors there are. */
class ConcurrencyTest {
  private static final int CALLS = 200;

  @Test
  void calls_thatBlock_allRunAtOnce() {
    try (TestServer server = TestServer.start()) {
      Client client = Client.begun(server, TestServer.ALICE);
      List<CompletableFuture<Tree>> answers = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        answers.add(
            client.callAsync(String.valueOf(i), "slow", "{\"gate\": \"g%d\"}".formatted(i)));
      }

      for (int i = 0; i < CALLS; i++) {
        server.gate("g" + i).awaitEntered();
      }
      assertThat(server.running()).isEqualTo(CALLS);

      for (int i = 0; i < CALLS; i++) {
        server.gate("g" + i).open();
        assertThat(answers.get(i).join().text("result.structuredContent.gate")).isEqualTo("g" + i);
      }
      assertThat(server.running()).isZero();
    }
  }

  @Test
  void calls_ofOneClientInARow_neverFindTheirOwnPlaceTaken() {
    try (TestServer server = TestServer.start(TestServer.Options.standard().withMaxConcurrent(1))) {
      Client client = Client.begun(server, TestServer.ALICE);
      for (int i = 0; i < 300; i++) {
        assertThat(
                client.call("add", "{\"a\": 1, \"b\": 1}").number("result.structuredContent.total"))
            .isEqualTo(2);
      }
    }
  }
}
