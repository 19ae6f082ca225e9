package dev.mcpstack.testkit.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes connections at the addresses of Services on to pods: each new one to the next pod, while
 * those that are open stay where they are. A Service without pods refuses. Synced by one thread.
 */
final class ServiceProxy implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private final Map<InetSocketAddress, Listener> listeners = new ConcurrentHashMap<>();
  private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();

  private record Listener(ServerSocket socket, Backends backends, Thread acceptor) {}

  private static final class Backends {
    private volatile List<InetSocketAddress> all = List.of();
  }

  /** From now on connections go there. */
  void sync(Map<InetSocketAddress, List<InetSocketAddress>> routes) {
    for (InetSocketAddress address : new HashSet<>(listeners.keySet())) {
      if (routes.getOrDefault(address, List.of()).isEmpty()) {
        close(address);
      }
    }
    routes.forEach((address, backends) -> {
      if (!backends.isEmpty()) {
        listeners.computeIfAbsent(address, this::listen).backends.all = backends;
      }
    });
  }

  private Listener listen(InetSocketAddress address) {
    try {
      ServerSocket socket = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
      Backends backends = new Backends();
      Thread acceptor =
          Thread.ofVirtual().name("service " + address).start(() -> accept(socket, backends));
      return new Listener(socket, backends, acceptor);
    } catch (IOException e) {
      throw new UncheckedIOException("no Service can have " + address + " here", e);
    }
  }

  private void accept(ServerSocket socket, Backends backends) {
    while (true) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().name("relay").start(() -> relay(client, backends.all));
      } catch (IOException _) {
        return; // It was closed.
      }
    }
  }

  private void relay(Socket client, List<InetSocketAddress> backends) {
    Relay relay = new Relay(client);
    relays.add(relay);
    try {
      if (backends.isEmpty()) {
        relay.reset();
      } else {
        relay.run(backends.get(Math.floorMod(turn.getAndIncrement(), backends.size())));
      }
    } finally {
      relays.remove(relay);
    }
  }

  private void close(InetSocketAddress address) {
    Listener listener = listeners.remove(address);
    if (listener != null) {
      try {
        listener.socket.close();
        listener.acceptor
            .join(); // Whoever waits in accept closes it for good; until then it accepts.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    new HashSet<>(listeners.keySet()).forEach(this::close);
    relays.forEach(Relay::reset);
  }
}
