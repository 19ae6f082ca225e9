package dev.mcpstack.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ServiceProxyTest {
  private final ServiceProxy proxy = new ServiceProxy();
  private InetSocketAddress service = free();
  private Backend blue = new Backend("blue");
  private Backend green = new Backend("green");

  @BeforeEach
  void start() {
    service = free();
    blue = new Backend("blue");
    green = new Backend("green");
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    blue.close();
    green.close();
  }

  /** A pod that answers every byte with its name. */
  private static final class Backend {
    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final byte[] name;

    Backend(String name) {
      this.name = name.getBytes(StandardCharsets.US_ASCII);
      try {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      while (true) {
        try {
          Socket socket = server.accept();
          open.add(socket);
          Thread.ofVirtual().start(() -> answer(socket));
        } catch (IOException _) {
          return; // Closed.
        }
      }
    }

    private void answer(Socket socket) {
      try (socket) {
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {
          socket.getOutputStream().write(name);
        }
        socket.getOutputStream().write('.');
      } catch (IOException _) {
        return; // The caller has gone.
      }
    }

    InetSocketAddress address() {
      return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    void close() throws IOException {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static InetSocketAddress free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(service, 10_000);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String ask(Socket socket, Backend expected) throws IOException {
    socket.getOutputStream().write(1);
    return new String(
        socket.getInputStream().readNBytes(expected.name.length), StandardCharsets.US_ASCII);
  }

  private void route(Backend... backends) {
    proxy.sync(Map.of(service, List.of(backends).stream().map(Backend::address).toList()));
  }

  @Test
  void openConnection_stays_andNewOnesGoWhereTheServiceLeadsNow() throws IOException {
    route(blue);
    try (Socket before = connect()) {
      assertThat(ask(before, blue)).isEqualTo("blue");
      route(green);
      try (Socket after = connect()) {
        assertThat(ask(after, green)).isEqualTo("green");
      }
      assertThat(ask(before, blue)).isEqualTo("blue");
    }
  }

  @Test
  void connections_goToAllPodsInTurn() throws IOException {
    route(blue, green);
    Set<Integer> first = new TreeSet<>();
    for (int i = 0; i < 2; i++) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(1);
        first.add(socket.getInputStream().read());
      }
    }
    assertThat(first).containsExactly((int) 'b', (int) 'g');
  }

  @Test
  void noPod_isRefused_alsoAfterThereWasOne_andOpenConnectionsStay() throws IOException {
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    route(blue);
    try (Socket before = connect()) {
      assertThat(ask(before, blue)).isEqualTo("blue");
      route();
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      assertThat(ask(before, blue)).isEqualTo("blue");
      route(green);
      try (Socket after = connect()) {
        assertThat(ask(after, green)).isEqualTo("green");
      }
    }
  }

  @Test
  void deadPod_isAResetConnection() throws IOException {
    route(blue);
    blue.close();
    assertThatThrownBy(this::readOnce).isInstanceOf(SocketException.class);
  }

  /** The reset may come before the connection is seen to be made. */
  private void readOnce() throws IOException {
    try (Socket socket = connect()) {
      int _ = socket.getInputStream().read();
    }
  }

  @Test
  void endOfOneDirection_leavesTheOther() throws IOException {
    route(blue);
    try (Socket socket = connect()) {
      assertThat(ask(socket, blue)).isEqualTo("blue");
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(new byte[] {'.'});
    }
  }

  @Test
  void close_resetsWhatIsOpen() throws IOException {
    route(blue);
    try (Socket socket = connect()) {
      assertThat(ask(socket, blue)).isEqualTo("blue");
      proxy.close();
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
  }
}
