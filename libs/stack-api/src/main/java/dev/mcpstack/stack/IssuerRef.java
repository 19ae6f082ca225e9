package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Name;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;

/** An issuer of cert-manager. */
public record IssuerRef(
    @Description("Its name.")
        @Size(min = 1, max = 253)
        @Pattern(regexp = SecretDocument.NAME_PATTERN, message = SecretDocument.NAME_MESSAGE)
        String name,
    @Description("Its kind.") @Default("Issuer") Kind kind,
    @Description("Its API group.") @Default("cert-manager.io") @Size(min = 1, max = 253)
        String group) {
  /** Kinds of issuers. */
  public enum Kind {
    /** One of the namespace. */
    @Name("Issuer")
    ISSUER,
    /** One of the cluster. */
    @Name("ClusterIssuer")
    CLUSTER_ISSUER
  }
}
