package dev.mcpstack.contract.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Parses hosts and addresses, and says which can be reached from this machine alone. Every method
 * that takes text throws {@link IllegalArgumentException} with a sentence that can be shown as it
 * is.
 */
public final class Loopback {
  /** The usual one. */
  public static final String HOST = "127.0.0.1";

  private Loopback() {}

  /**
   * The address of a host.
   *
   * @param host an IP address or a name; {@code localhost} always means {@link #HOST}
   */
  public static InetAddress resolve(String host) {
    // The empty name would resolve to loopback, which nobody has asked for.
    if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
      throw new IllegalArgumentException("A host is an IP address or a name, without spaces.");
    }
    try {
      return InetAddress.getByName(host.equals("localhost") ? HOST : host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "The host '" + host + "' is no IP address, and no name that resolves.", e);
    }
  }

  /** Whether a host can be reached from this machine alone. */
  public static boolean isLoopback(String host) {
    return resolve(host).isLoopbackAddress();
  }

  /**
   * The address of a host and port.
   *
   * @param port 0 to 65535, where 0 lets the system choose
   */
  public static InetSocketAddress address(String host, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port is 0 to 65535, but this is " + port + ".");
    }
    return new InetSocketAddress(resolve(host), port);
  }

  /** The address that {@link #format} wrote. */
  public static InetSocketAddress parse(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("An address is host:port, but this has no port.");
    }
    String host = address.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int port;
    try {
      port = Integer.parseInt(address.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("An address is host:port, and a port is a number.", e);
    }
    return address(host, port);
  }

  /** Host and port as text, with the brackets that IPv6 needs. */
  public static String format(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    String text = host == null ? address.getHostString() : host.getHostAddress();
    return (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + address.getPort();
  }
}
