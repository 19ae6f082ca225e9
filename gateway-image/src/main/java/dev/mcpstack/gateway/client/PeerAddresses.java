package dev.mcpstack.gateway.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Finds servers of the stack, whose names nobody resolves, at the hosts they are configured with,
 * or at the one that a request is for.
 *
 * @param names resolves all others, and those hosts
 * @param hosts by the name of a role in the stack
 */
record PeerAddresses(SocketAddressResolver names, Map<String, String> hosts)
    implements SocketAddressResolver {
  @Override
  public void resolve(
      String name,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    String host = pod(context).orElse(hosts.get(name));
    if (host == null) {
      names.resolve(name, port, context, promise);
      return;
    }
    names.resolve(
        host,
        port,
        context,
        Promise.from(
            found -> {
              try {
                promise.succeeded(named(name, found));
              } catch (UnknownHostException e) {
                promise.failed(e);
              }
            },
            promise::failed));
  }

  /** One pod of a server, where a request is for that one alone. */
  private static Optional<String> pod(Map<String, Object> context) {
    return context.get(Destination.CONTEXT_KEY) instanceof Destination destination
            && destination.getOrigin().getTag() instanceof String host
        ? Optional.of(host)
        : Optional.empty();
  }

  /**
   * Jetty asks a certificate for the name of the address it connected to, so that is the role's.
   */
  private static List<InetSocketAddress> named(String name, List<InetSocketAddress> found)
      throws UnknownHostException {
    List<InetSocketAddress> all = new ArrayList<>();
    for (InetSocketAddress each : found) {
      byte[] bytes = each.getAddress().getAddress();
      all.add(new InetSocketAddress(InetAddress.getByAddress(name, bytes), each.getPort()));
    }
    return all;
  }
}
