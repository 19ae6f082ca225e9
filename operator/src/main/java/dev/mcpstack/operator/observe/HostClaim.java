package dev.mcpstack.operator.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * That a stack wants to be reached under a host name. Two can't have the same at the same entry:
 * the path is always the same too.
 *
 * @param namespace of the stack
 * @param stack its name
 * @param created when the stack was, as ISO 8601
 * @param serves whether its status says that it has the host
 * @param kind of the route: Ingress or HTTPRoute
 * @param entry the Gateway; empty for an Ingress
 * @param part the listener, or the class of the Ingress; any if empty
 * @param host the name
 */
public record HostClaim(
    String namespace,
    String stack,
    String created,
    boolean serves,
    String kind,
    String entry,
    String part,
    String host) {
  /** Who has it already keeps it, so that nobody is cut off; else who was there first. */
  private static final Comparator<HostClaim> FIRST =
      Comparator.comparing((HostClaim claim) -> !claim.serves)
          .thenComparing(HostClaim::created)
          .thenComparing(HostClaim::namespace)
          .thenComparing(HostClaim::stack);

  /** What a stack claims, which may be anything: what is not there is not claimed. */
  public static List<HostClaim> of(LiveObject stack) {
    List<HostClaim> claims = new ArrayList<>();
    if (stack.text("metadata", "deletionTimestamp").isPresent()) {
      return claims;
    }
    String namespace = stack.text("metadata", "namespace").orElse("");
    stack
        .text("spec", "gateway", "ingress", "host")
        .ifPresent(host ->
            claims.add(
                of(
                    stack,
                    "Ingress",
                    "",
                    stack.text("spec", "gateway", "ingress", "className").orElse(""),
                    host)));
    stack
        .text("spec", "gateway", "httpRoute", "host")
        .ifPresent(host ->
            claims.add(
                of(
                    stack,
                    "HTTPRoute",
                    stack.text("spec", "gateway", "httpRoute", "gatewayNamespace").orElse(namespace)
                        + "/"
                        + stack.text("spec", "gateway", "httpRoute", "gateway").orElse(""),
                    stack.text("spec", "gateway", "httpRoute", "sectionName").orElse(""),
                    host)));
    return claims;
  }

  private static HostClaim of(
      LiveObject stack, String kind, String entry, String part, String host) {
    boolean serves =
        stack.items("status", "externalEndpoints").stream()
            .map(String::valueOf)
            .anyMatch(address -> address.endsWith("://" + host + "/mcp"));
    return new HostClaim(
        stack.text("metadata", "namespace").orElse(""),
        stack.name(),
        stack.text("metadata", "creationTimestamp").orElse(""),
        serves,
        kind,
        entry,
        part,
        host);
  }

  /**
   * Which routes a stack must not make.
   *
   * @param mine what the stack claims
   * @param all what stacks claim, that one too
   * @return by kind why not
   */
  public static Map<String, Finding> lost(List<HostClaim> mine, List<HostClaim> all) {
    Map<String, Finding> lost = new TreeMap<>();
    for (HostClaim claim : mine) {
      Optional<HostClaim> winner =
          all.stream()
              .filter(claim::clashes)
              .filter(other -> FIRST.compare(other, claim) < 0)
              .min(FIRST);
      winner.ifPresent(other ->
          lost.put(
              claim.kind,
              new Finding(
                  Reason.HOST_TAKEN,
                  "The stack "
                      + other.stack
                      + " in namespace "
                      + other.namespace
                      + " has "
                      + claim.host
                      + ", so no "
                      + claim.kind
                      + " is made.")));
    }
    return lost;
  }

  private boolean clashes(HostClaim other) {
    boolean same = namespace.equals(other.namespace) && stack.equals(other.stack);
    boolean parts = part.isEmpty() || other.part.isEmpty() || part.equals(other.part);
    return !same
        && kind.equals(other.kind)
        && entry.equals(other.entry)
        && host.equals(other.host)
        && parts;
  }
}
