package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Name;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Optional;

/** A token store that is there already: Redis from 6.2 on, or Valkey, over TLS. */
@Rule(
    value = "self.topology != 'sentinel' || has(self.primary)",
    message = "with topology sentinel, primary must name what the sentinels call the primary")
@Rule(
    value = "self.topology != 'standalone' || size(self.nodes) == 1",
    message = "topology standalone has one node: name one, or choose sentinel or cluster")
public record ExternalStoreSpec(
    @Description("How it is run.") @Default("standalone") Topology topology,
    @Description("Host and port of the server, of the sentinels, or of some nodes of the cluster.")
        @Example("redis.example.com:6380")
        @Size(min = 1, max = 32)
        List<
                @Size(min = 3, max = 300)
                @Pattern(regexp = ".+:[0-9]{1,5}", message = "host and port, such as redis:6379")
                String>
            nodes,
    @Description("What the sentinels call the primary.")
        Optional<@Size(min = 1, max = 100) String> primary,
    @Description("The Secret with the keys username (default unless given) and password.")
        Optional<
                @Size(min = 1, max = 253)
                @Pattern(
                    regexp = SecretDocument.NAME_PATTERN,
                    message = SecretDocument.NAME_MESSAGE)
                String>
            credentialsSecretName,
    @Description("The certificates that sign the server's; those of the system unless given.")
        Optional<SecretKeyRef> caSecretRef)
    implements SelfChecked {
  /** How a store is run. */
  public enum Topology {
    /** One server, or one address for it. */
    @Name("standalone")
    STANDALONE,
    /** Sentinels that name the primary. */
    @Name("sentinel")
    SENTINEL,
    /** A cluster. */
    @Name("cluster")
    CLUSTER
  }

  @Override
  public void check(Problems problems) {
    if (topology == Topology.SENTINEL && primary.isEmpty()) {
      problems.add("primary", "nothing", "the name that the sentinels give the primary");
    }
    if (topology == Topology.STANDALONE && nodes.size() != 1) {
      problems.add("nodes", nodes.size() + " nodes", "one node, or topology sentinel or cluster");
    }
  }
}
