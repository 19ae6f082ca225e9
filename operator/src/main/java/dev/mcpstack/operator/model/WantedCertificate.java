package dev.mcpstack.operator.model;

import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.operator.pki.LeafProfile;
import dev.mcpstack.stack.CellNames;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate that a stack needs.
 *
 * @param profile what it bears
 * @param secret what pods mount it from
 */
public record WantedCertificate(LeafProfile profile, String secret) {
  /** Those that the stack needs as it is. */
  public static List<WantedCertificate> of(StackInput input) {
    CellNames names = input.names();
    List<WantedCertificate> all = new ArrayList<>();
    for (ServerRole role : input.servers()) {
      all.add(peer(input, role));
    }
    if (input.spec().gateway().certificateSecretName().isEmpty()) {
      List<String> hosts = new ArrayList<>(input.spec().gateway().allowedHosts());
      input.spec().gateway().ingress().ifPresent(ingress -> hosts.add(ingress.host()));
      input.spec().gateway().httpRoute().ifPresent(route -> hosts.add(route.host()));
      all.add(
          new WantedCertificate(
              LeafProfile.endpoint(input.name(), input.namespace(), hosts),
              names.endpointCertificate()));
    }
    if (input.hasOwnTokenStore()) {
      all.add(tokens(input));
    }
    return all;
  }

  /** All that it could need. */
  public static List<WantedCertificate> possible(StackInput input) {
    List<WantedCertificate> all = new ArrayList<>();
    for (ServerRole role : ServerRole.values()) {
      all.add(peer(input, role));
    }
    all.add(
        new WantedCertificate(
            LeafProfile.endpoint(input.name(), input.namespace(), List.of()),
            input.names().endpointCertificate()));
    all.add(tokens(input));
    return all;
  }

  private static WantedCertificate peer(StackInput input, ServerRole role) {
    return new WantedCertificate(
        LeafProfile.peer(role, input.name(), List.of()), input.names().certificate(role));
  }

  private static WantedCertificate tokens(StackInput input) {
    return new WantedCertificate(
        LeafProfile.tokenStore(input.name(), input.namespace()), input.names().tokensCertificate());
  }

  /** What it is called within the stack. */
  public String role() {
    return profile.role();
  }

  /** The Secret in which an issuer that is not ours puts it. */
  public String issuedSecret() {
    return secret + "-issued";
  }
}
