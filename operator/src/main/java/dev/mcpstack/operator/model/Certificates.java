package dev.mcpstack.operator.model;

import dev.mcpstack.contract.shape.DurationText;
import dev.mcpstack.operator.pki.LeafProfile;
import dev.mcpstack.stack.IssuerRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Certificates as cert-manager is asked for them. */
public final class Certificates {
  /** The annotation of a Secret that says for which Certificate it was made. */
  public static final String MADE_FOR = "cert-manager.io/certificate-name";

  private static final String API = "cert-manager.io/v1";
  private static final String KIND = "Certificate";

  /** The longest common name that a certificate can bear. */
  private static final int LONGEST = 64;

  private Certificates() {}

  /** The Certificate of this name as the secret that pods mount, in a Secret of its own. */
  public static Manifest of(StackInput input, WantedCertificate wanted, IssuerRef issuer) {
    LeafProfile profile = wanted.profile();
    Map<String, Object> spec =
        Tree.of(
            "secretName",
            wanted.issuedSecret(),
            "secretTemplate",
            Tree.of("labels", Labels.shared(input.name())),
            "issuerRef",
            Tree.of("name", issuer.name(), "kind", kind(issuer), "group", issuer.group()),
            "subject",
            Tree.of("organizations", List.of("mcpstack " + input.name())),
            "commonName",
            commonName(profile),
            "dnsNames",
            profile.dnsNames(),
            "ipAddresses",
            profile.addresses(),
            "usages",
            usages(profile),
            // Renewed after two thirds, unless somebody says otherwise: as our own are.
            "duration",
            DurationText.format(input.spec().tls().certificateLifetime()),
            "revisionHistoryLimit",
            1,
            "privateKey",
            Tree.of(
                "algorithm",
                "ECDSA",
                "size",
                256,
                "encoding",
                "PKCS8",
                "rotationPolicy",
                "Always"));
    return Manifest.of(API, KIND, input.shared(wanted.secret()), Tree.of("spec", spec));
  }

  /** Only which Certificate it is. */
  public static Manifest named(StackInput input, WantedCertificate wanted) {
    return Manifest.of(API, KIND, input.shared(wanted.secret()), Map.of());
  }

  /** What makes a Secret of cert-manager end with the stack; without its values. */
  public static Manifest adopted(StackInput input, WantedCertificate wanted) {
    return Manifest.of("v1", "Secret", input.shared(wanted.issuedSecret()), Map.of());
  }

  private static String kind(IssuerRef issuer) {
    return switch (issuer.kind()) {
      case ISSUER -> "Issuer";
      case CLUSTER_ISSUER -> "ClusterIssuer";
    };
  }

  /** One of its names, since some issuers sign nothing without. */
  private static Optional<String> commonName(LeafProfile profile) {
    return profile.dnsNames().stream()
        .filter(name -> name.contains(".") && name.length() <= LONGEST)
        .findFirst();
  }

  private static List<String> usages(LeafProfile profile) {
    return switch (profile.use()) {
      case PEER -> List.of("digital signature", "server auth", "client auth");
      case SERVER -> List.of("digital signature", "server auth");
    };
  }
}
