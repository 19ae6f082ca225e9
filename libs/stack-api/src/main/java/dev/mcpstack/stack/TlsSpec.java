package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import java.time.Duration;
import java.util.Optional;

/** How the servers prove to each other which they are. */
@Rule(
    value = "(self.mode == 'CertManager') == has(self.issuerRef)",
    message = "issuerRef belongs to mode CertManager, which needs it: add one or remove the other")
@Rule(
    value =
        "duration(self.certificateLifetime) >= duration('1h') && duration(self.authorityLifetime) >= duration('24h')",
    message = "certificateLifetime must be at least 1h and authorityLifetime at least 24h")
@Rule(
    value = "duration(self.certificateLifetime) <= duration(self.authorityLifetime)",
    message = "certificateLifetime must be at most authorityLifetime: lower it, or raise that")
public record TlsSpec(
    @Description("Where the certificates come from.") @Default("Own") TlsMode mode,
    @Description(
            "The issuer, for mode CertManager. It must tell its authority under the key ca.crt, as those with a private one do.")
        Optional<IssuerRef> issuerRef,
    @Description(
            "How long a server's certificate lasts, or is asked to in mode CertManager. It is renewed after two thirds.")
        @Default("2160h")
        Duration certificateLifetime,
    @Description(
            "How long the stack's own authority lasts, in mode Own. It is renewed after two thirds.")
        @Default("8760h")
        Duration authorityLifetime)
    implements SelfChecked {
  private static final Duration SHORTEST_CERTIFICATE = Duration.ofHours(1);
  private static final Duration SHORTEST_AUTHORITY = Duration.ofHours(24);

  @Override
  public void check(Problems problems) {
    if ((mode == TlsMode.CERT_MANAGER) != issuerRef.isPresent()) {
      problems.add(
          "issuerRef",
          issuerRef.isPresent() ? "an issuer" : "nothing",
          "an issuer if mode is CertManager, and only then: add one or remove the other");
    }
    if (certificateLifetime.compareTo(SHORTEST_CERTIFICATE) < 0) {
      problems.add("certificateLifetime", "less", "at least 1h");
    }
    if (authorityLifetime.compareTo(SHORTEST_AUTHORITY) < 0) {
      problems.add("authorityLifetime", "less", "at least 24h");
    }
    if (certificateLifetime.compareTo(authorityLifetime) > 0) {
      problems.add(
          "certificateLifetime", "more", "at most authorityLifetime: lower it, or raise that");
    }
  }
}
