package dev.mcpstack.testkit.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One connection through a Service: bytes both ways, each end told of the other's end. What breaks
 * off is reset, as it would be without anybody between.
 */
final class Relay {
  private static final int CONNECT_MILLIS = 5_000;
  private final Socket client;
  private final Socket pod = new Socket();

  Relay(Socket client) {
    this.client = client;
  }

  /** Relays until both ends have ended. */
  void run(InetSocketAddress backend) {
    try {
      pod.connect(backend, CONNECT_MILLIS);
      client.setTcpNoDelay(true);
      pod.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().name("relay back").start(() -> copy(pod, client));
      copy(client, pod);
      back.join();
      client.close();
      pod.close();
    } catch (IOException _) {
      reset();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      reset();
    }
  }

  private void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      reset();
    }
  }

  void reset() {
    reset(client);
    reset(pod);
  }

  private static void reset(Socket socket) {
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException _) {
      return; // The other thread was first.
    }
  }
}
