package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What isn't HTTP gets a status, and learns nothing of what refused it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedHttpTest {
  private final TestServer server = TestServer.start();

  @AfterAll
  void end() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage | 400",
        "POST | 400",
        "POST /mcp | 400",
        "POST /mcp HTTP/9.9 | 400",
        "POST /mcp HTTP/1.1\\r\\nHost localhost | 400",
        "POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: x | 400",
        "POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: -1 | 400",
        "POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 1\\r\\nContent-Length: 2 | 400",
        "POST /%00 HTTP/1.1\\r\\nHost: localhost | 400",
        "POST /mcp%zz HTTP/1.1\\r\\nHost: localhost | 400",
        "POST /a/%2e%2e/mcp HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close | 4",
        "POST /mcp HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\nTransfer-Encoding: gzip | 4"
      })
  void request_thatIsNoHttp_getsAStatusAndNoText(String request, int status) {
    String answer =
        RawSocket.exchange(server.endpoint(), request.replace("\\r\\n", "\r\n") + "\r\n\r\n");

    Leaks.check(answer);
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(body(answer)).doesNotContain("%2e", "%00", "gzip", "garbage");
  }

  private static final String UNREADABLE =
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"The HTTP request could not be read.\"}}";

  @Test
  void header_thatIsHuge_getsAStatusAndNoText() {
    String answer =
        RawSocket.exchange(
            server.endpoint(),
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

    Leaks.check(answer);
    assertThat(answer).startsWith("HTTP/1.1 431");
    assertThat(body(answer)).isEqualTo(UNREADABLE);
  }

  @Test
  void address_thatIsHuge_getsAStatusAndNoText() {
    String answer =
        RawSocket.exchange(
            server.endpoint(),
            "POST /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

    Leaks.check(answer);
    assertThat(answer).startsWith("HTTP/1.1 414");
  }

  @Test
  void body_withBrokenChunks_getsAStatusAndNoText() {
    String answer =
        RawSocket.exchange(
            server.endpoint(),
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + TestServer.ALICE
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

    Leaks.check(answer);
    assertThat(answer).matches("(?s)|HTTP/1\\.1 400 .*");
  }

  @Test
  void answer_namesNoSoftware() {
    String answer =
        RawSocket.exchange(
            server.endpoint(), RawSocket.initialize("POST /mcp HTTP/1.1", "Host: localhost"));

    Leaks.check(answer);
    assertThat(answer).startsWith("HTTP/1.1 200 OK").doesNotContain("Server:", "X-Powered-By");
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
