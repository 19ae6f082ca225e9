package dev.mcpstack.testkit.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Lets the JVM of a test know the names of Services of its clusters, as long as they run: for
 * agents, and for an operator in it. All other names go the usual way.
 */
public final class ClusterNames extends InetAddressResolverProvider {
  private static final Collection<Node> NODES = new CopyOnWriteArrayList<>();

  static void add(Node node) {
    NODES.add(node);
  }

  static void remove(Node node) {
    NODES.remove(node);
  }

  /** Clients compare the name with that in the certificate. */
  private static InetAddress named(String host, String address) {
    try {
      return InetAddress.getByAddress(host, InetAddress.ofLiteral(address).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "names of fake clusters";
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    // Names lead elsewhere with each cluster. The JDK reads this when it has found its first name.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    InetAddressResolver usual = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        for (Node node : NODES) {
          List<String> addresses = node.lookUp(host);
          if (!addresses.isEmpty()) {
            return addresses.stream().map(text -> named(host, text));
          }
        }
        return usual.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return usual.lookupByAddress(address);
      }
    };
  }
}
