package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may say of where it goes: a page that was rebound to us names itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostTest {
  private static final String POST = "POST /mcp HTTP/1.1";

  private final TestServer server = TestServer.start();

  @AfterAll
  void end() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1234",
        "127.0.0.1:80",
        "[::1]",
        "[::1]:8080",
        "stack.example",
        "Stack.Example:8443"
      })
  void host_thatIsOurs_isTaken(String host) {
    assertThat(send(POST, "Host: " + host)).startsWith("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:80",
        "localhost.",
        "localhost.evil.example",
        "notlocalhost",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "0.0.0.0",
        "[::2]",
        "stack.example.evil.example"
      })
  void host_ofAStranger_isRefused(String host) {
    assertThat(send(POST, "Host: " + host))
        .startsWith("HTTP/1.1 421")
        .contains("\"code\":-32000", "does not answer to that Host", "allowed hosts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:80@evil.example",
        "evil@localhost",
        "localhost:evil.example",
        "localhost:",
        "localhost:80:80",
        "localhost, evil.example",
        "localhost/",
        "localhost#",
        ":80",
        "",
        "[::1",
        "[::1]x"
      })
  void host_thatIsMalformed_isRefused(String host) {
    assertThat(send(POST, "Host: " + host)).matches("(?s)HTTP/1\\.1 4(00|21) .*");
  }

  @Test
  void host_sentTwice_isRefused() {
    assertThat(send(POST, "Host: localhost", "Host: evil.example")).startsWith("HTTP/1.1 400");
  }

  @Test
  void host_thatIsMissing_isRefused() {
    assertThat(send(POST, "X: y")).startsWith("HTTP/1.1 400");
    assertThat(send("POST /mcp HTTP/1.0", "X: y")).matches("(?s)HTTP/1\\.[01] 4.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "evil.example"})
  void requestTarget_thatNamesAStranger_isRefusedWhateverTheHost(String host) {
    assertThat(send("POST http://evil.example/mcp HTTP/1.1", "Host: " + host))
        .matches("(?s)HTTP/1\\.1 4(00|21) .*");
  }

  @Test
  void requestTarget_thatNamesUs_isTaken() {
    assertThat(send("POST http://localhost/mcp HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 200 OK");
  }

  private String send(String requestLine, String... headers) {
    String answer =
        RawSocket.exchange(server.endpoint(), RawSocket.initialize(requestLine, headers));
    Leaks.check(answer);
    return answer;
  }
}
