package dev.mcpstack.operator.pki;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.tls.PeerName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A certificate that a stack needs.
 *
 * @param role what it is called within the stack; at most 64 characters
 * @param use what it may be used for
 * @param names DNS names and addresses that it bears, as {@link HostNames} writes them
 */
public record LeafProfile(String role, Use use, Set<String> names) {
  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

  /** What a certificate may be used for. */
  public enum Use {
    /** Between the servers of a stack, which call each other. */
    PEER,
    /** A server whose clients need no certificate. */
    SERVER
  }

  /** Names in any form and order. */
  public LeafProfile {
    names = Set.copyOf(HostNames.of(names));
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a certificate without a name is of no use");
    }
  }

  /**
   * A server among those of its stack.
   *
   * @param more names beside that of its role, such as those of a Service that faces agents
   */
  public static LeafProfile peer(ServerRole role, String stack, Collection<String> more) {
    Set<String> names = new TreeSet<>(more);
    names.add(new PeerName(role.text(), stack).dnsName());
    return new LeafProfile(role.text(), Use.PEER, names);
  }

  /**
   * The endpoint that agents see: its Service, the preview's, those of this machine for whom a port
   * is forwarded, and what else it is called.
   *
   * @param allowedHosts names with or without a port; what no certificate can bear is left out
   */
  public static LeafProfile endpoint(
      String stack, String namespace, Collection<String> allowedHosts) {
    Set<String> names = new TreeSet<>(service(stack, namespace));
    names.addAll(service(stack + "-preview", namespace));
    names.addAll(LOCAL);
    names.addAll(HostNames.of(allowedHosts));
    return new LeafProfile("endpoint", Use.SERVER, names);
  }

  /** The token store that is run for the stack. */
  public static LeafProfile tokenStore(String stack, String namespace) {
    return new LeafProfile("tokens", Use.SERVER, service(stack + "-tokens", namespace));
  }

  /** Those of its names that are names, sorted. */
  public List<String> dnsNames() {
    return names.stream().filter(name -> HostNames.address(name).isEmpty()).sorted().toList();
  }

  /** Those of its names that are addresses, sorted. */
  public List<String> addresses() {
    return names.stream().filter(name -> HostNames.address(name).isPresent()).sorted().toList();
  }

  /** What a Service is called in its namespace, and from others. */
  public static Set<String> service(String name, String namespace) {
    String inNamespace = name + "." + namespace;
    return Set.of(name, inNamespace, inNamespace + ".svc", inNamespace + ".svc.cluster.local");
  }
}
