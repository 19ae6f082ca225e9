package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.McpHttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a server begins and ends. */
class StopTest {
  @Test
  void stop_withConnectionsThatIdle_isQuick() {
    TestServer server = TestServer.start();
    Client.begun(server, TestServer.ALICE);

    assertThat(elapsed(server::close)).isLessThan(Duration.ofMillis(900));
    assertThatThrownBy(
            () -> new Socket(InetAddress.getLoopbackAddress(), server.endpoint().getPort()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void stop_letsACallFinishThatNeedsLessThanASecond() {
    TestServer server = TestServer.start();
    CompletableFuture<Tree> call =
        Client.begun(server, TestServer.ALICE).callAsync("1", "slow", "{\"gate\": \"g\"}");
    server.gate("g").awaitEntered();

    CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::close);
    Await.until(() -> refusesConnections(server));
    server.gate("g").open();

    assertThat(call.join().text("result.content.0.text")).isEqualTo("passed g");
    stopping.join();
  }

  @Test
  void stop_dropsACallThatNeedsLonger() {
    TestServer server = TestServer.start();
    CompletableFuture<Tree> call =
        Client.begun(server, TestServer.ALICE).callAsync("1", "slow", "{\"gate\": \"g\"}");
    server.gate("g").awaitEntered();

    assertThat(elapsed(server::close)).isLessThan(Duration.ofMillis(1_900));

    server.gate("g").open();
    assertThatThrownBy(call::join).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void start_onAPortThatIsTaken_saysWhatToDo() {
    try (TestServer server = TestServer.start()) {
      int port = server.endpoint().getPort();

      assertThatThrownBy(() ->
              McpHttpServer.start(EndpointSettings.loopback(port), Authenticator.open(), List.of()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("can't listen on 127.0.0.1:" + port)
          .hasMessageContaining("Choose another port");
    }
  }

  private static boolean refusesConnections(TestServer server) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), server.endpoint().getPort())) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private static Duration elapsed(Runnable task) {
    long start = System.nanoTime();
    task.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
