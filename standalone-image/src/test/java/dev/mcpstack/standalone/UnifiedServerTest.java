package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.datascience.DataScienceMain;
import dev.mcpstack.fixture.ServerProcess;
import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.gateway.GatewayMain;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pod of mode Unified runs, as processes of their own. */
@Timeout(240)
final class UnifiedServerTest {
  private static final String KEY = "alice-0123456789abcdef";

  @TempDir private Path folder = Path.of("");
  private Path keys = Path.of("");

  @BeforeEach
  void keys() throws IOException {
    keys = Files.createDirectory(folder.resolve("keys"));
    Files.writeString(keys.resolve("alice"), KEY + "\n");
  }

  private static String store(TestRedis redis) {
    return "{type: Redis, stack: test, tls: false, nodes: ['" + redis.address() + "']}";
  }

  private String unified(TestCertificates certificates, TestRedis redis) throws IOException {
    Path csv = Files.writeString(folder.resolve("points.csv"), "x,y\n1,2\n2,4\n");
    return """
    gateway:
      endpoint: {port: 0}
      management: {port: 0}
      auth: {keysFolder: '%s'}
      tokenStore: %s
    localData:
      tls: %s
      data: {port: 0}
      limits: {stopGrace: 1s}
      sources: [{type: Files, name: s, files: [{table: points, path: '%s'}]}]
    dataScience:
      tls: %s
      data: {port: 0}
      limits: {stopGrace: 1s}
    """
        .formatted(
            keys,
            store(redis),
            certificates.config("localdata"),
            csv,
            certificates.config("datascience"));
  }

  private ServerProcess serve(String yaml) {
    return ServerProcess.configured(folder, Main.class, "serve", yaml);
  }

  @Test
  void result_ofOneProcess_isReadByAnotherAndByAServerOnItsOwn() throws Exception {
    TestCertificates certificates =
        new TestCertificates(folder).sign("gateway").sign("localdata").sign("datascience");
    try (TestRedis redis = new TestRedis();
        ServerProcess one = serve(unified(certificates, redis));
        ServerProcess other = serve(unified(certificates, redis))) {
      Map<?, ?> ready = one.ready();
      assertThat(get(ready.get("management") + "/readyz"))
          .contains("ok gateway", "ok localdata-rows", "ok datascience", "ready");
      try (McpSyncClient client = client(ready);
          McpSyncClient second = client(other.ready())) {
        assertThat(client.listTools().tools().stream().map(McpSchema.Tool::name))
            .contains("execute_query", "summarize", "analyze", "wait", "release");
        Map<?, ?> rows =
            call(
                client,
                "execute_query",
                Map.of("source", "s", "sql", "SELECT x, y FROM points WHERE y > 0"));
        Map<String, Object> summarize =
            Map.of("handle", String.valueOf(rows.get("handle")), "columns", List.of("y"));
        assertThat(call(client, "summarize", summarize).get("rows")).hasToString("2");
        assertThat(call(second, "summarize", summarize).get("rows")).hasToString("2");

        // And one of mode Split reads them: a change of mode loses no handle.
        try (ServerProcess alone =
                ServerProcess.configured(
                    folder, List.of(), DataScienceMain.class, alone(certificates, redis));
            ServerProcess gateway =
                ServerProcess.configured(
                    folder,
                    List.of(),
                    GatewayMain.class,
                    gateway(certificates, redis, alone.endpoint()));
            McpSyncClient third = client(gateway.ready())) {
          assertThat(call(third, "summarize", summarize).get("rows")).hasToString("2");
        }
      }
      one.terminate();
      assertThat(one.exitCode()).as(one.errors()).isZero();
      other.terminate();
      assertThat(other.exitCode()).as(other.errors()).isZero();
    }
  }

  private static String alone(TestCertificates certificates, TestRedis redis) {
    return "endpoint: {port: 0}\nmanagement: {port: 0}\ndata: {port: 0}\ntls: "
        + certificates.config("datascience")
        + "\nlimits: {stopGrace: 1s}\ntokenStore: "
        + store(redis)
        + "\n";
  }

  private String gateway(TestCertificates certificates, TestRedis redis, URI dataScience) {
    return """
    endpoint: {port: 0}
    management: {port: 0}
    auth: {keysFolder: '%s'}
    tls: %s
    tokenStore: %s
    servers: [{name: datascience, role: datascience, url: '%s'}]
    """
        .formatted(keys, certificates.config("gateway"), store(redis), dataScience);
  }

  @Test
  void directEndpoint_hasOneServersToolsAlone() throws Exception {
    String yaml =
        "gateway: {endpoint: {port: 0}, management: {port: 0}, directEndpoints: true, auth: {keysFolder: '"
            + keys
            + "'}}\ndataScience: {data: {port: 0}, limits: {stopGrace: 1s}}\nlocalData: {data: {port: 0}, limits: {stopGrace: 1s},"
            + " sources: [{type: Files, name: s, files: [{table: t, path: '"
            + Files.writeString(folder.resolve("t.csv"), "x\n1\n")
            + "'}]}]}\n";
    try (ServerProcess process = serve(yaml)) {
      URI all = process.endpoint();
      try (McpSyncClient both = Client.of(all, KEY);
          McpSyncClient data = Client.of(all.resolve("/mcp/localdata"), KEY);
          McpSyncClient science = Client.of(all.resolve("/mcp/datascience"), KEY)) {
        assertThat(tools(both)).contains("execute_query", "summarize", "analyze", "wait");
        assertThat(tools(data)).contains("execute_query", "wait").doesNotContain("summarize");
        assertThat(tools(science)).contains("summarize", "wait").doesNotContain("execute_query");
        // A handle is the caller's, whichever way he came.
        Map<?, ?> rows =
            call(data, "execute_query", Map.of("source", "s", "sql", "SELECT x FROM t"));
        Map<String, Object> summarize =
            Map.of("handle", String.valueOf(rows.get("handle")), "columns", List.of("x"));
        assertThat(call(science, "summarize", summarize).get("rows")).hasToString("1");
        assertThat(call(data, "release", Map.of("handle", rows.get("handle")))).isNotNull();
      }
      assertThat(status(all.resolve("/mcp/nowhere"))).isEqualTo(404);
    }
  }

  private static List<String> tools(McpSyncClient client) {
    return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
  }

  private static int status(URI address) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gateway: {} | localData: found nothing",
        "{gateway: {servers: [{name: a, role: localdata, url: 'http://127.0.0.1:1/mcp'}]}, dataScience: {}} | its servers are in this process",
        "{gateway: {}, dataScience: {data: {host: 0.0.0.0}}} | dataScience.data.host",
        "{gateway: {}, dataScience: {}, localData: {sources: [{type: Files, name: s, files: [{table: t, path: p}]}]}} | dataScience.data.port",
        "{gateway: {endpoint: {host: 0.0.0.0}}, dataScience: {}} | gateway.endpoint.host",
      })
  void configurationThatCantBe_isRefused(String yaml, String said) {
    try (ServerProcess process = serve(yaml)) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.errors()).startsWith("error: ").contains(said).doesNotContain("\tat ");
    }
  }

  private static McpSyncClient client(Map<?, ?> ready) {
    return Client.of(URI.create(String.valueOf(ready.get("endpoint"))), KEY);
  }

  private static Map<?, ?> call(McpSyncClient client, String tool, Map<String, Object> arguments) {
    McpSchema.CallToolResult result =
        client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    assertThat(result.isError()).as(result.toString()).isNotEqualTo(true);
    return (Map<?, ?>) result.structuredContent();
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
