package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are refused before their message is looked at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpRefusalsTest {
  private static final String HELLO = Client.initialize("2025-11-25");

  private final TestServer server = TestServer.start();
  private Client client = Client.of(server, TestServer.ALICE);

  @BeforeAll
  void begin() {
    client = Client.of(server, TestServer.ALICE);
  }

  @AfterAll
  void end() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "OPTIONS", "HEAD", "PATCH", "TRACE"})
  void method_otherThanPost_isRefusedAndPostNamed(String method) {
    HttpResponse<String> answer =
        client.send(client.builder().method(method, HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
    if (!method.equals("HEAD")) {
      assertRefused(answer, 405, -32000, "Only POST is served", "the stream of a session");
    }
  }

  @Test
  void get_ofAnEventStream_isRefusedAsClientsExpect() {
    HttpResponse<String> answer =
        client.send(client.with("Accept", "text/event-stream").builder().GET());

    assertRefused(answer, 405, -32000, "Only POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/mcp/", "/mcp2", "/sse", "/mcp/../admin", "/.well-known/x"})
  void path_otherThanTheEndpoint_isNotFoundAndTheEndpointNamed(String path) {
    HttpResponse<String> answer =
        client.send(
            client
                .builder()
                .uri(server.endpoint().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(HELLO)));

    assertRefused(answer, 404, -32000, "The MCP endpoint is /mcp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/jsonp", "multipart/form-data; boundary=x"})
  void contentType_thatIsNotJson_isRefused(String type) {
    HttpResponse<String> answer =
        client.with("Content-Type", type.isEmpty() ? null : type).post(HELLO);

    assertRefused(answer, 415, -32000, "The content type must be application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON; charset=utf-8", "application/json;v=1"})
  void contentType_thatIsJson_isTaken(String type) {
    assertThat(client.with("Content-Type", type).post(HELLO).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | 406",
        "text/event-stream | 406",
        "text/html | 406",
        "application/json, text/event-stream | 200",
        "text/event-stream;q=0.5, application/json;q=0.9 | 200",
        "*/* | 200",
        "application/*, text/* | 200",
        "APPLICATION/JSON, TEXT/EVENT-STREAM | 200",
        "none | 200"
      })
  void accept_mustAllowBothKindsOfAnswer(String accept, int status) {
    HttpResponse<String> answer =
        client.with("Accept", accept.equals("none") ? null : accept).post(HELLO);

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 406) {
      assertRefused(answer, 406, -32000, "Accept header must allow", "text/event-stream");
    }
  }

  @Test
  void body_overTheLimitWithLength_isRefusedAndTheLimitNamed() {
    HttpResponse<String> answer = client.post(padded(64 * 1024 + 1));

    assertRefused(answer, 413, -32000, "larger than 65536 bytes", "Send less at once");
  }

  @Test
  void body_overTheLimitInChunks_isRefusedAndTheLimitNamed() {
    byte[] piece = padded(8_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        client.send(
            client
                .builder()
                .POST(
                    HttpRequest.BodyPublishers.ofByteArrays(
                        java.util.Collections.nCopies(9, piece))));

    assertRefused(answer, 413, -32000, "larger than 65536 bytes");
  }

  /** A connection that is reset while its client writes hides the answer from many a client. */
  @ParameterizedTest
  @CsvSource({"alice-0123456789abcdef, 413", "nobody-0123456789abcdef, 401"})
  void body_thatIsStillBeingSentWhenTheAnswerComes_isReadToItsEnd(String key, int status) {
    String head =
        RawSocket.initialize("POST /mcp HTTP/1.1", "Host: localhost")
            .replace(TestServer.ALICE, key)
            .replaceFirst("Content-Length: \\d+", "Content-Length: 1000000");
    head = head.substring(0, head.indexOf("\r\n\r\n") + 4);

    String answer = RawSocket.exchangeAfterAnswer(server.endpoint(), head, " ".repeat(1_000_000));

    Leaks.check(answer);
    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void body_inChunksThatIsStillBeingSentWhenTheAnswerComes_isReadToItsEnd() {
    String head =
        RawSocket.initialize("POST /mcp HTTP/1.1", "Host: localhost")
            .replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked");
    head = head.substring(0, head.indexOf("\r\n\r\n") + 4);
    String chunk = "17a20\r\n" + " ".repeat(0x17a20) + "\r\n";

    String answer =
        RawSocket.exchangeAfterAnswer(
            server.endpoint(), head + chunk, chunk.repeat(10) + "0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413");
  }

  /** The connection would be kept, so that only the end of the waiting closes it. */
  @Test
  void body_thatNeverComesAfterTheRefusal_isNotWaitedForLong() {
    String cut =
        RawSocket.initialize("POST /mcp HTTP/1.1", "Host: localhost")
            .replace("Connection: close\r\n", "")
            .replace(TestServer.ALICE, "x")
            .replaceFirst("Content-Length: \\d+", "Content-Length: 1000000");

    assertThat(RawSocket.exchange(server.endpoint(), cut)).startsWith("HTTP/1.1 401");
  }

  @Test
  void body_ofExactlyTheLimit_isTaken() {
    assertThat(client.post(padded(64 * 1024)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong-0123456789abcdef",
        "Bearer alice-0123456789abcde",
        "Bearer alice-0123456789abcdef0",
        "Bearer ALICE-0123456789ABCDEF",
        "Bearer alice-0123456789 abcdef",
        "Bearer alice-0123456789abcdef, x",
        "Basic alice-0123456789abcdef",
        "alice-0123456789abcdef",
        "Bearer\talice-0123456789abcdef"
      })
  void key_thatIsNone_isRefusedInTheSameWords(String header) {
    HttpResponse<String> answer =
        client.with("Authorization", header.isEmpty() ? null : header).post(HELLO);

    assertRefused(answer, 401, -32000, "A valid key is needed", "Authorization: Bearer <key>");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"mcpstack\"");
  }

  /** The HTTP server keeps the headers of a connection, and once found them whatever their case. */
  @Test
  void key_inAnotherCase_isRefusedAlsoAfterTheRightOneOnTheSameConnection() {
    String good = RawSocket.initialize("POST /mcp HTTP/1.1", "Host: localhost");
    String first = good.replace("Connection: close\r\n", "");
    String other = good.replace(TestServer.ALICE, TestServer.ALICE.toUpperCase(Locale.ROOT));

    String answers = RawSocket.exchange(server.endpoint(), first + first + other);

    assertThat(answers).containsSubsequence("200 OK", "200 OK", "HTTP/1.1 401");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer alice-0123456789abcdef", "bearer   alice-0123456789abcdef "})
  void key_inTheSchemesOtherSpellings_isTaken(String header) {
    assertThat(client.with("Authorization", header).post(HELLO).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "https://evil.example",
        "http://stack.example",
        "http://localhost.evil.example",
        "http://localhost:80@evil.example",
        "http://localhost:evil.example",
        "chrome-extension://localhost",
        "localhost",
        "://localhost",
        "https://console.example.evil.example",
        "http://console.example"
      })
  void origin_ofAStranger_isRefused(String origin) {
    HttpResponse<String> answer = client.with("Origin", origin).post(HELLO);

    assertRefused(answer, 403, -32000, "Pages of that Origin may not call", "allowed origins");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "https://127.0.0.1",
        "http://[::1]:80",
        "https://console.example",
        "HTTPS://Console.Example"
      })
  void origin_ofOurOwn_isTaken(String origin) {
    assertThat(client.with("Origin", origin).post(HELLO).statusCode()).isEqualTo(200);
  }

  @Test
  void connection_isKeptAfterARefusalThatLeftTheBodyUnread() {
    String good = RawSocket.initialize("POST /mcp HTTP/1.1", "Host: localhost");
    for (String refused :
        List.of(
            good.replace("Connection: close\r\n", "").replace("/mcp", "/nowhere"),
            good.replace("Connection: close\r\n", "").replace(TestServer.ALICE, "x"),
            good.replace("Connection: close\r\n", "").replace("application/json", "text/html"))) {
      String answers = RawSocket.exchange(server.endpoint(), refused + good);

      Leaks.check(answers);
      assertThat(answers).startsWith("HTTP/1.1 4").contains("HTTP/1.1 200 OK");
    }
  }

  private static String padded(int length) {
    return HELLO + " ".repeat(length - HELLO.length());
  }

  private static void assertRefused(
      HttpResponse<String> answer, int status, int code, @Nullable String... words) {
    assertThat(answer.statusCode()).isEqualTo(status);
    Tree body = Tree.parse(answer.body());
    assertThat(body.number("error.code")).isEqualTo(code);
    assertThat(body.text("jsonrpc")).isEqualTo("2.0");
    assertThat(body.text("error.message")).contains(List.of(words).toArray(String[]::new));
  }
}
