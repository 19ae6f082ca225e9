package dev.mcpstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.datascience.DataScienceMain;
import dev.mcpstack.fixture.ServerProcess;
import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.localdata.LocalDataMain;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three programs as a stack, and each way of failing to start. */
@Timeout(240)
final class ProgramsTest {

  private static final String KEY = "alice-0123456789abcdef";
  private static final String SLOW =
      "SELECT count(*) AS n FROM range(10000000) a, range(100000) b WHERE (a.range * b.range) % 7 = 3";

  @TempDir private Path folder = Path.of("");

  private String localData(TestCertificates certificates, TestRedis redis, int port)
      throws IOException {
    Path csv = Files.writeString(folder.resolve("points.csv"), "x,y\n1,2\n2,4\n");
    return """
    endpoint: {port: %d}
    management: {port: 0}
    data: {port: 0}
    tls: %s
    limits: {callBudget: 3s, stopGrace: 1s}
    tokenStore: %s
    sources: [{type: Files, name: s, files: [{table: points, path: '%s'}]}]
    """
        .formatted(port, certificates.config("localdata"), store(redis), csv);
  }

  private static String dataScience(TestCertificates certificates, TestRedis redis) {
    return "endpoint: {port: 0}\nmanagement: {port: 0}\ndata: {port: 0}\ntls: "
        + certificates.config("datascience")
        + "\nlimits: {stopGrace: 1s}\ntokenStore: "
        + store(redis)
        + "\n";
  }

  private static String store(TestRedis redis) {
    return "{type: Redis, stack: test, tls: false, nodes: ['" + redis.address() + "']}";
  }

  private String gateway(
      TestCertificates certificates, TestRedis redis, URI localData, URI dataScience)
      throws IOException {
    Path keys = Files.createDirectories(folder.resolve("keys"));
    Files.writeString(keys.resolve("alice"), KEY + "\n");
    return """
    endpoint: {port: 0}
    management: {port: 0}
    auth: {keysFolder: '%s'}
    tls: %s
    tokenStore: %s
    servers:
      - {name: localdata, role: localdata, url: '%s'}
      - {name: datascience, role: datascience, url: '%s'}
    """
        .formatted(keys, certificates.config("gateway"), store(redis), localData, dataScience);
  }

  @Test
  void stackOfThreePrograms_talksEndsAndComesBack() throws Exception {
    TestCertificates certificates =
        new TestCertificates(folder).sign("gateway").sign("localdata").sign("datascience");
    try (TestRedis redis = new TestRedis();
        ServerProcess localData =
            ServerProcess.configured(
                folder, List.of(), LocalDataMain.class, localData(certificates, redis, 0));
        ServerProcess dataScience =
            ServerProcess.configured(
                folder, List.of(), DataScienceMain.class, dataScience(certificates, redis))) {
      URI data = localData.endpoint();
      try (ServerProcess gateway =
          ServerProcess.configured(
              folder,
              List.of(),
              GatewayMain.class,
              gateway(certificates, redis, data, dataScience.endpoint()))) {
        Map<?, ?> ready = gateway.ready();
        assertThat(get(ready.get("management") + "/readyz")).isEqualTo("ok gateway\nready\n");
        assertThat(get(ready.get("management") + "/metrics"))
            .contains("mcpstack_tool_calls_running");
        try (Agent agent = new Agent(URI.create(String.valueOf(ready.get("endpoint"))), KEY)) {
          assertThat(agent.tools()).contains("execute_query", "regression", "analyze", "wait");
          Agent.Reply rows = agent.call("execute_query", query("SELECT x, y FROM points"));
          assertThat(rows.textAt("status")).as(rows.text()).isEqualTo("complete");
          // The rows go from process to process: by the store, over TLS, past the gateway.
          Agent.Reply summary =
              agent.call(
                  "summarize", Map.of("handle", rows.textAt("handle"), "columns", List.of("y")));
          assertThat(summary.textAt("status")).as(summary.text()).isEqualTo("complete");
          assertThat(summary.textAt("rows")).isEqualTo("2");

          Agent.Reply pending = agent.call("execute_query", query(SLOW));
          Map<String, Object> handle = Map.of("handle", pending.textAt("pending.handle"));
          assertThat(
                  agent
                      .call("wait", Map.of("handle", handle.get("handle"), "maxSeconds", 0))
                      .textAt("status"))
              .isEqualTo("pending");
          assertThat(agent.call("release", handle).text())
              .isEqualTo("The pending job was released.");

          localData.terminate();
          assertThat(localData.exitCode()).isZero();
          Agent.Reply failed = agent.call("execute_query", query("SELECT 1 AS one"));
          assertThat(failed.textAt("error.code")).isEqualTo("SERVER_UNAVAILABLE");
          assertThat(failed.textAt("error.source")).isEqualTo("localdata");
          assertThat(failed.textAt("error.retryable")).isEqualTo("true");

          try (ServerProcess again =
              ServerProcess.configured(
                  folder,
                  List.of(),
                  LocalDataMain.class,
                  localData(certificates, redis, data.getPort()))) {
            again.ready();
            assertThat(agent.call("execute_query", query("SELECT 1 AS one")).textAt("rows"))
                .isEqualTo("1");
          }
        }
        gateway.terminate();
        assertThat(gateway.exitCode()).isZero();
        dataScience.terminate();
        assertThat(dataScience.exitCode()).isZero();
      }
    }
  }

  /** Two pods of each server, which only the token store and certificates bring together. */
  @Test
  void callAboutAHandle_goesToThePodThatOwnsIt() throws Exception {
    TestCertificates certificates =
        new TestCertificates(folder).sign("gateway").sign("localdata").sign("datascience");
    try (TestRedis redis = new TestRedis();
        ServerProcess dataScience =
            ServerProcess.configured(
                folder, List.of(), DataScienceMain.class, dataScience(certificates, redis));
        ServerProcess one = pod("127.0.0.1", 0, certificates, redis)) {
      URI first = one.endpoint();
      try (ServerProcess other = pod("127.0.0.2", first.getPort(), certificates, redis)) {
        URI second = other.endpoint();
        URI science = dataScience.endpoint();
        String left = gateway(certificates, redis, first, science);
        String right = left.replace(first.toString(), second.toString());
        try (ServerProcess leftGateway =
                ServerProcess.configured(folder, List.of(), GatewayMain.class, left);
            ServerProcess rightGateway =
                ServerProcess.configured(folder, List.of(), GatewayMain.class, right);
            Agent here = new Agent(leftGateway.endpoint(), KEY);
            Agent there = new Agent(rightGateway.endpoint(), KEY)) {
          Agent.Reply rows = here.call("execute_query", query("SELECT x FROM points"));
          Map<String, Object> handle = Map.of("handle", rows.textAt("handle"));
          assertThat(there.call("read_rows", handle).textAt("totalRows")).isEqualTo("2");

          Agent.Reply pending = here.call("execute_query", query(SLOW));
          Map<String, Object> job =
              Map.of("handle", pending.textAt("pending.handle"), "maxSeconds", 0);
          assertThat(there.call("wait", job).textAt("status")).isEqualTo("pending");
          assertThat(
                  there.call("release", Map.of("handle", pending.textAt("pending.handle"))).text())
              .isEqualTo("The pending job was released.");

          one.kill();
          Agent.Reply lost = there.call("read_rows", handle);
          assertThat(lost.textAt("error.code")).as(lost.text()).isEqualTo("HANDLE_ENDED");
        }
      }
    }
  }

  private ServerProcess pod(String host, int port, TestCertificates certificates, TestRedis redis)
      throws IOException {
    return ServerProcess.configured(
        folder,
        List.of(),
        LocalDataMain.class,
        localData(certificates, redis, port)
            .replace("endpoint: {port", "endpoint: {host: " + host + ", port")
            .replace("data: {port: 0}", "data: {host: " + host + ", port: 0}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "endpoint: {host: 0.0.0.0} | 2 | endpoint.host",
        "auth: {required: maybe} | 2 | auth.required",
        "servers: [{name: a, url: 'http://example.com/mcp'}] | 2 | as only servers on loopback",
        "servers: [{name: a, role: localdata, url: 'https://h/mcp'}] | 2 | tls' too",
        "auth: {keysFolder: /nowhere} | 1 | the folder of keys /nowhere can't be read",
        "{auth: {required: false}, tls: {stack: s, certificateFile: /no.pem, keyFile: /no.key, caFile: /no.ca}} | 1 | /no.pem can't be read",
      })
  void gatewayThatCantStart_saysWhyInALine(String yaml, int code, String said) {
    try (ServerProcess process =
        ServerProcess.configured(folder, List.of(), GatewayMain.class, yaml)) {
      assertThat(process.exitCode()).isEqualTo(code);
      assertThat(process.errors()).startsWith("error: ").contains(said).doesNotContain("\tat ");
    }
  }

  @Test
  void portThatIsTaken_isSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0);
        ServerProcess process =
            ServerProcess.configured(
                folder,
                List.of(),
                GatewayMain.class,
                "{auth: {required: false}, endpoint: {port: " + taken.getLocalPort() + "}}")) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.errors())
          .contains("can't listen on 127.0.0.1:" + taken.getLocalPort())
          .doesNotContain("\tat ");
    }
  }

  @Test
  void serverThatNobodyCouldCall_doesNotStart() {
    try (ServerProcess process =
        ServerProcess.configured(folder, List.of(), DataScienceMain.class, "endpoint: {port: 0}")) {
      assertThat(process.exitCode()).isEqualTo(1);
      assertThat(process.errors()).contains("nobody could call", "trust: loopback");
    }
  }

  @Test
  void wrongCommandLine_showsHowItGoes() {
    try (ServerProcess process =
        ServerProcess.start(folder, List.of(), GatewayMain.class, List.of())) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.errors()).contains("--config", "Usage: mcpstack-gateway");
    }
  }

  private static Map<String, Object> query(String sql) {
    return Map.of("source", "s", "sql", sql);
  }

  private static String get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
