package dev.mcpstack.testkit.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Addresses of loopback that no other cluster of this machine has: 127.n.0.0/16, of which Services
 * have the lower half and pods the upper. Linux answers for all of them.
 */
public final class Addresses implements AutoCloseable {
  private static final int FIRST = 16;
  private static final int LAST = 254;
  private static final int GUARD_PORT = 7_007;
  private static final int PER_NET = 250;
  private static final int PODS = 128;

  private final String net;
  private final ServerSocket guard;
  private final AtomicInteger pods = new AtomicInteger();

  /**
   * Takes a net that is free.
   *
   * @throws IllegalStateException when there is none, as on systems that have but 127.0.0.1
   */
  public Addresses() {
    int start = ThreadLocalRandom.current().nextInt(FIRST, LAST);
    Optional<ServerSocket> taken =
        IntStream.range(FIRST, LAST)
            .map(number -> FIRST + (start + number) % (LAST - FIRST))
            .mapToObj(Addresses::guard)
            .flatMap(Optional::stream)
            .findFirst();
    guard = taken.orElseThrow(() -> new IllegalStateException("no net of 127.0.0.0/8 is free"));
    byte[] address = guard.getInetAddress().getAddress();
    net = address[0] + "." + Byte.toUnsignedInt(address[1]);
  }

  /** Held while the cluster lives, so that two never share a net. */
  private static Optional<ServerSocket> guard(int number) {
    try {
      InetAddress last = InetAddress.ofLiteral("127." + number + ".255.254");
      return Optional.of(new ServerSocket(GUARD_PORT, 1, last));
    } catch (BindException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The two numbers with which all of them begin. */
  public String net() {
    return net;
  }

  /** One for another pod. None is given twice. */
  String pod() {
    int number = pods.getAndIncrement();
    return "%s.%d.%d".formatted(net, PODS + number / PER_NET, 1 + number % PER_NET);
  }

  static InetSocketAddress socket(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  @Override
  public void close() {
    try {
      guard.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
