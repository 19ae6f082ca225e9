package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.http.Json;
import io.modelcontextprotocol.client.McpSyncClient;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stack within the process of the tests. */
class UpCommandTest {
  @Test
  @Timeout(60)
  void interrupt_endsTheStackInOrder() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Thread up =
        Thread.ofPlatform()
            .start(() ->
                code.complete(
                    Main.commandLine()
                        .setOut(new PrintWriter(new Lines(lines), true))
                        .execute(
                            "up",
                            Repository.path("examples/quickstart.yaml").toString(),
                            "--json",
                            "--port=0",
                            "--management-port=0")));
    String line = lines.take();
    Map<?, ?> ready = (Map<?, ?>) Json.parse(line.getBytes(StandardCharsets.UTF_8));
    URI endpoint = URI.create(String.valueOf(ready.get("endpoint")));
    try (McpSyncClient client = Client.of(endpoint, (String) ready.get("key"))) {
      assertThat(client.listTools().tools()).isNotEmpty();
    }
    up.interrupt();
    assertThat(code.get(5, TimeUnit.SECONDS)).isZero();
  }

  /** Hands over each line as it is flushed. */
  private static final class Lines extends Writer {
    private final BlockingQueue<String> lines;
    private final StringBuilder written = new StringBuilder();

    Lines(BlockingQueue<String> lines) {
      this.lines = lines;
    }

    @Override
    public void write(char[] text, int offset, int length) {
      written.append(text, offset, length);
    }

    @Override
    public void flush() {
      if (!written.isEmpty()) {
        lines.add(written.toString().strip());
        written.setLength(0);
      }
    }

    @Override
    public void close() {}
  }
}
