package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.mcp.http.Json;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a person or a supervisor runs it. */
class ProcessTest {
  private static final String QUICKSTART = Repository.path("examples/quickstart.yaml").toString();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT", "TERM"})
  void signal_endsAStackInOrderWithinTwoSeconds(String signal) throws Exception {
    try (StackProcess stack = up("--json")) {
      Map<?, ?> ready = ready(stack);
      try (McpSyncClient client = Client.of(endpoint(ready), (String) ready.get("key"))) {
        assertThat(client.listTools().tools()).isNotEmpty();
        assertThat(stack.signal(signal)).isLessThan(Duration.ofSeconds(2));
      }
      assertThat(stack.exitCode()).isZero();
      assertThat(stack.rest()).isEmpty();
      assertThat(stack.errors()).isEmpty();
    }
  }

  @Test
  void jsonLine_tellsAProgramWhatItNeeds() throws Exception {
    try (StackProcess stack = up("--json")) {
      Map<?, ?> ready = ready(stack);
      assertThat(ready.get("stack")).isEqualTo("quickstart");
      assertThat(ready.get("sources")).isEqualTo(List.of("samples"));
      assertThat(endpoint(ready).getPath()).isEqualTo("/mcp");
      assertThat(get(ready, "/readyz")).startsWith("200").contains("\nready\n");
      assertThat(get(ready, "/livez")).isEqualTo("200\nok\n");
      assertThat(get(ready, "/metrics")).startsWith("200").contains("jvm_memory_used_bytes");
      assertThatThrownBy(() -> Client.of(endpoint(ready), "0123456789abcdef"));
      stack.signal("TERM");
    }
  }

  @Test
  void logInJson_namesNoKey() throws Exception {
    try (StackProcess stack = up("--json", "--log-json")) {
      Map<?, ?> ready = ready(stack);
      String key = (String) ready.get("key");
      try (McpSyncClient client = Client.of(endpoint(ready), key)) {
        McpSchema.CallToolResult result =
            client.callTool(
                McpSchema.CallToolRequest.builder("describe_source")
                    .arguments(Map.of("source", "absent"))
                    .build());
        assertThat(result.isError()).isTrue();
      }
      await().until(() -> !stack.errors().isEmpty());
      assertThat(stack.errors().lines())
          .allSatisfy(line ->
              assertThat(json(line).keySet().toString())
                  .contains("@timestamp", "level", "logger_name", "message"));
      stack.signal("TERM");
      assertThat(stack.errors()).doesNotContain(key);
    }
  }

  @Test
  void textForPeople_holdsAConfigurationToPaste() throws Exception {
    try (StackProcess stack = up()) {
      StringBuilder text = new StringBuilder();
      for (String line = ""; !line.startsWith("Ctrl-C"); line = stack.line()) {
        text.append(line).append('\n');
      }
      stack.signal("INT");
      String configuration = text.substring(text.indexOf("{"), text.lastIndexOf("}") + 1);
      Map<?, ?> server =
          (Map<?, ?>)
              ((Map<?, ?>) Objects.requireNonNull(json(configuration).get("mcpServers")))
                  .get("quickstart");
      assertThat(Objects.requireNonNull(server).get("type")).isEqualTo("http");
      assertThat(text.toString())
          .contains("Stack 'quickstart' is ready", "Sources     samples", "/readyz")
          .contains("Endpoint    " + server.get("url"));
      Map<?, ?> headers = (Map<?, ?>) Objects.requireNonNull(server.get("headers"));
      String key = String.valueOf(headers.get("Authorization")).substring("Bearer ".length());
      assertThat(text.toString()).contains("Key         " + key);
    }
  }

  @Test
  void keyFromAFile_isNotRepeatedInTheText() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "hunter2hunter2hunter2\n");
    try (StackProcess stack = up("--key-file", key.toString())) {
      StringBuilder text = new StringBuilder();
      for (String line = ""; !line.startsWith("Ctrl-C"); line = stack.line()) {
        text.append(line).append('\n');
      }
      stack.signal("INT");
      assertThat(text.toString())
          .contains("Key         the one in " + key, "Bearer <the key in " + key + ">")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void withoutKey_everybodyMayCall() throws Exception {
    try (StackProcess stack = up("--json", "--no-auth")) {
      Map<?, ?> ready = ready(stack);
      assertThat(ready.get("key")).isNull();
      try (McpSyncClient client = Client.of(endpoint(ready), null)) {
        assertThat(client.listTools().tools()).isNotEmpty();
      }
      stack.signal("TERM");
    }
  }

  @Test
  void brokenFile_exitsWithTwoAndEveryProblem() throws Exception {
    Path file = Files.writeString(folder.resolve("broken.yaml"), "kind: McpStack\nspek: 1\n");
    try (StackProcess program =
        StackProcess.start(folder.resolve("errors"), "validate", file.toString())) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(program.errors())
          .contains("4 problems", "apiVersion:", "metadata:", "line 2: spek: found an unknown key");
      assertThat(program.rest()).isEmpty();
    }
  }

  private StackProcess up(String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("up", QUICKSTART, "--port", "0", "--management-port", "0"));
    arguments.addAll(List.of(options));
    return StackProcess.start(folder.resolve("errors"), arguments.toArray(String[]::new));
  }

  private static Map<?, ?> ready(StackProcess stack) throws IOException {
    return json(stack.line());
  }

  private static Map<?, ?> json(String text) {
    return (Map<?, ?>) Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static URI endpoint(Map<?, ?> ready) {
    return URI.create(String.valueOf(ready.get("endpoint")));
  }

  private static String get(Map<?, ?> ready, String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(ready.get("management") + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + "\n" + response.body();
    }
  }
}
