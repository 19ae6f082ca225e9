package dev.mcpstack.datascience;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands between a reader and an owner, and stops in the middle of what the owner says. */
final class Proxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final long stallAfter;
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch resumed = new CountDownLatch(1);
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** A proxy that passes on so many of the owner's bytes, and the others once it is resumed. */
  Proxy(int target, long stallAfter) {
    this.target = target;
    this.stallAfter = stallAfter;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Waits until the reader is in the middle of the rows. */
  void awaitStalled() throws InterruptedException {
    if (!stalled.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the owner never said so much");
    }
  }

  void resume() {
    resumed.countDown();
  }

  @Override
  public void close() {
    cut();
  }

  /** Both sides see the connection end, and nobody listens any more. */
  void cut() {
    resumed.countDown();
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket reader = server.accept();
        Socket owner = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(reader, owner));
        Thread.startVirtualThread(() -> pump(reader, owner, Long.MAX_VALUE));
        Thread.startVirtualThread(() -> pump(owner, reader, stallAfter));
      }
    } catch (SocketException _) {
      // Closed, which is how it ends.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pump(Socket from, Socket to, long limit) {
    byte[] buffer = new byte[8192];
    long passed = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        passed += length;
        if (passed > limit) {
          stalled.countDown();
          resumed.await();
        }
        out.write(buffer, 0, length);
      }
    } catch (IOException _) {
      // One side has gone; the other is told by closing it.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
