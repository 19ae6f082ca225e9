package dev.mcpstack.contract.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.net.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {
  private final AtomicBoolean sources = new AtomicBoolean(true);
  private final Metrics metrics = new Metrics();
  private final HttpClient client = HttpClient.newHttpClient();
  private ManagementServer server;

  @BeforeEach
  void startWithChecks() {
    Map<String, BooleanSupplier> checks = new LinkedHashMap<>();
    checks.put("grpc", () -> true);
    checks.put("sources", sources::get);
    server = start(checks);
  }

  @AfterEach
  void stop() {
    server.close();
    metrics.close();
    client.close();
  }

  private ManagementServer start(Map<String, BooleanSupplier> checks) {
    return ManagementServer.start(0, checks, metrics.registry());
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void livez_whileTheProcessWorks_isOk() throws Exception {
    sources.set(false);
    HttpResponse<String> answer = send("GET", "/livez");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok\n");
  }

  @Test
  void livez_whenOnlyARestartHelps_is503AndSaysWhy() throws Exception {
    server.close();
    server =
        ManagementServer.start(
            "127.0.0.1",
            0,
            () -> Optional.of("A call hangs."),
            Map.of("sources", sources::get),
            metrics.registry());
    HttpResponse<String> answer = send("GET", "/livez");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("A call hangs.\n");
    assertThat(send("GET", "/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void readyz_whenEveryCheckHolds_listsThemInOrder() throws Exception {
    HttpResponse<String> answer = send("GET", "/readyz");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok grpc\nok sources\nready\n");
  }

  @Test
  void readyz_whenOneCheckFails_is503AndNamesIt() throws Exception {
    sources.set(false);
    HttpResponse<String> answer = send("GET", "/readyz");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("ok grpc\nfailed sources\nnot ready\n");
  }

  @Test
  void readyz_whenACheckThrows_isAFailureWithoutItsText() throws Exception {
    server.close();
    server =
        start(
            Map.of(
                "broken",
                () -> {
                  throw new IllegalStateException("jdbc:secret");
                }));
    HttpResponse<String> answer = send("GET", "/readyz");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("failed broken\nnot ready\n");
  }

  @Test
  void metrics_ofTheMachineAndTheProgram_areShown() throws Exception {
    metrics.registry().counter("mcpstack.tool.calls", "tool", "wait").increment(3);
    HttpResponse<String> answer = send("GET", "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body())
        .contains("mcpstack_tool_calls_total{tool=\"wait\"} 3.0")
        .contains("jvm_memory_used_bytes")
        .contains("jvm_threads_live_threads")
        .contains("process_uptime_seconds")
        .contains("system_cpu_count")
        .contains("jvm_gc_memory_allocated_bytes_total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/livez/", "/livez/x", "/readyz2", "/metrics/..", "/env"})
  void path_thatIsNoneOfThree_is404(String path) throws Exception {
    assertThat(send("GET", path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
  void method_otherThanGet_is405(String method) throws Exception {
    HttpResponse<String> answer = send(method, "/readyz");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
  }

  @Test
  void start_onATakenPort_saysWhichAndWhatToDo() {
    assertThatThrownBy(() -> ManagementServer.start(server.port(), Map.of(), metrics.registry()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The management port can't listen on 127.0.0.1:"
                + server.port()
                + ": the port is taken or not allowed. Pass another port, or 0 for any that is"
                + " free.");
  }

  @Test
  void start_withoutHost_isOnLoopback() {
    assertThat(server.address()).isEqualTo(Loopback.HOST + ":" + server.port());
  }

  @Test
  void close_freesThePort() {
    int port = server.port();
    server.close();
    server = ManagementServer.start(port, Map.of(), metrics.registry());
    assertThat(server.port()).isEqualTo(port);
  }
}
