package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions are in their ids: any server with the key serves them, and none remembers them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
  private static final String PING = Client.request("1", "ping", "{}");

  private final TestServer server = TestServer.start();
  private final Client client = Client.begun(server, TestServer.ALICE);

  @AfterAll
  void end() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-25, 2025-11-25",
    "2025-06-18, 2025-06-18",
    "2024-11-05, 2025-11-25",
    "2026-07-28, 2025-11-25",
    "x, 2025-11-25"
  })
  void initialize_agreesOnAVersion(String wanted, String given) {
    HttpResponse<String> answer =
        Client.of(server, TestServer.ALICE).post(Client.initialize(wanted));

    Tree body = Tree.parse(answer.body());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(body.text("result.protocolVersion")).isEqualTo(given);
    assertThat(body.text("result.instructions")).isEqualTo("Call echo.");
    assertThat(body.text("result.serverInfo.name")).isEqualTo("test");
    assertThat(body.at("result").at("_meta").value())
        .isEqualTo(Map.of("mcpstack.dev/contracts", Map.of("data", 1, "store", 1)));
  }

  @Test
  void session_isServedByAnotherServerOfTheSameKey() {
    try (TestServer replica = TestServer.start()) {
      assertThat(client.at(replica).post(PING).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void session_ofAServerWithAnotherKey_isUnknown() {
    String key = "z".repeat(32);
    try (TestServer stranger =
        TestServer.start(TestServer.Options.standard().withSessionKey(key))) {
      assertUnknown(client.at(stranger).post(PING));
    }
  }

  @Test
  void session_ofAnotherPrincipal_isUnknown() {
    assertUnknown(client.with("Authorization", "Bearer " + TestServer.BOB).post(PING));
  }

  @Test
  void session_thatIsForged_isUnknown() {
    String id = client.session();
    String claims = id.substring(0, id.indexOf('.'));
    String signature = id.substring(id.indexOf('.') + 1);
    String others =
        new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8)
            .replace("alice", "bobby");
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(others.getBytes(StandardCharsets.UTF_8));

    for (String odd :
        new String[] {
          forged + "." + signature,
          claims,
          claims + ".",
          "." + signature,
          ".",
          "x",
          id.substring(0, id.length() - 4),
          id + "AAAA",
          id + ".x",
          "A" + id,
          claims + "." + "!".repeat(43),
          claims + "." + "A".repeat(43),
          "x".repeat(5_000),
        }) {
      assertUnknown(client.with("Mcp-Session-Id", odd).post(PING));
    }
  }

  @Test
  void session_thatIsMissing_isRefused() {
    HttpResponse<String> answer = client.with("Mcp-Session-Id", null).post(PING);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Tree.parse(answer.body()).number("error.code")).isEqualTo(-32600);
    assertThat(answer.body()).contains("Mcp-Session-Id header is missing", "Call initialize");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-11-26"})
  void version_thatIsUnknown_isRefusedAndTheKnownNamed(String version) {
    HttpResponse<String> answer = client.with("MCP-Protocol-Version", version).post(PING);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Tree.parse(answer.body()).number("id")).isEqualTo(1);
    assertThat(answer.body()).contains("version not supported", "2025-06-18, 2025-11-25");
  }

  @Test
  void version_otherThanTheSessions_isRefusedAndTheRightNamed() {
    HttpResponse<String> answer = client.with("MCP-Protocol-Version", "2025-06-18").post(PING);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("The session speaks 2025-11-25", "in every request");
  }

  @Test
  void version_thatIsNotSent_isTheSessions() {
    assertThat(client.with("MCP-Protocol-Version", null).post(PING).statusCode()).isEqualTo(200);
  }

  @Test
  void ids_neverRepeat() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ids.add(Client.begun(server, TestServer.ALICE).session());
    }

    assertThat(ids).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"\", \"version\": \"\"}",
        "{\"name\": \" \"}",
        "{}",
        "[]",
        "7",
        "{\"name\": 7, \"version\": {}}",
        "{\"name\": \"\\u0000\\u0001\\n\", \"version\": \"\\\\\\\"\"}",
        "{\"name\": \"\\ud800\", \"version\": \"\\udc00\\ud800\"}",
        "{\"name\": \"\\ud83d\\ude00\\ud83d\\ude00\", \"version\": \"\u00e9\"}"
      })
  void session_ofAClientWithAnOddName_isServed(String clientInfo) {
    assertServed("{\"protocolVersion\": \"2025-11-25\", \"clientInfo\": " + clientInfo + "}");
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64, 65, 10_000})
  void session_ofAClientWithALongName_isServedAndItsIdIsShort(int length) {
    for (String letter : new String[] {"a", "\\u0001", "\\ud83d\\ude00", "\u20ac", "\\\\"}) {
      String name = letter.repeat(Math.min(length, 60_000 / letter.length() / 2));
      String id =
          assertServed(
              "{\"protocolVersion\": \"2025-11-25\", \"clientInfo\": {\"name\": \"%1$s\", \"version\": \"%1$s\"}}"
                  .formatted(name));

      assertThat(id.length()).isLessThanOrEqualTo(2_048);
    }
  }

  @Test
  void session_ofAClientWithManyCapabilities_isServedAndItsIdIsShort() {
    for (int size : new int[] {600, 690, 700, 710, 20_000}) {
      String id =
          assertServed(
              "{\"protocolVersion\": \"2025-11-25\", \"capabilities\": {\"experimental\": {\"x\": \"%s\"}}}"
                  .formatted("y".repeat(size)));

      assertThat(id.length()).isLessThanOrEqualTo(2_048);
    }
  }

  @Test
  void session_ofAClientThatNestsItsCapabilities_isServed() {
    String deep = "{\"a\":".repeat(90) + "{}" + "}".repeat(90);

    assertServed(
        "{\"protocolVersion\": \"2025-11-25\", \"capabilities\": {\"experimental\": "
            + deep
            + "}}");
  }

  private String assertServed(String params) {
    HttpResponse<String> answer =
        Client.of(server, TestServer.ALICE).post(Client.request("1", "initialize", params));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String id = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
    HttpResponse<String> second = client.with("Mcp-Session-Id", id).post(PING);
    assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
    return id;
  }

  private static void assertUnknown(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32600,\"message\":\"The session is not known here. Call initialize to begin a new one.\"}}");
  }
}
