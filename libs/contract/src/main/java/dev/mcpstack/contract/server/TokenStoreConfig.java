package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Discriminator;
import dev.mcpstack.contract.shape.Name;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where handles are remembered beyond the memory of a process. */
@Discriminator("type")
public sealed interface TokenStoreConfig {
  /** In Redis or Valkey, shared by all servers of the stack. */
  @Name("Redis")
  record Redis(
      @Description("Name of the stack, which its keys in the store begin with.")
          @Pattern(
              regexp = "[a-z0-9]([a-z0-9-]{0,33}[a-z0-9])?",
              message = "lower-case letters, digits and dashes, not at the ends")
          @Size(min = 1, max = 35)
          String stack,
      @Description("How it is run: standalone, sentinel or cluster.") @Default("standalone")
          Topology topology,
      @Description(
              "Host and port of the server, of the sentinels, or of some nodes of the cluster.")
          @Size(min = 1, max = 32)
          List<@Size(min = 1, max = 300) String> nodes,
      @Description("What the sentinels call the primary.")
          Optional<@Size(min = 1, max = 100) String> primary,
      @Description(
              "Folder of the secret with the keys username (default unless given) and password, read anew whenever it is connected.")
          Optional<Path> credentialsFolder,
      @Description("Whether it is reached over TLS. Without, only on loopback.") @Default("true")
          boolean tls,
      @Description(
              "PEM file of the certificates that sign the server's; those of the system unless given.")
          Optional<Path> caFile)
      implements TokenStoreConfig, SelfChecked {
    /** How the store is run. */
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
      for (int i = 0; i < nodes.size(); i++) {
        node(nodes.get(i), "nodes[" + i + "]", problems);
      }
      if (topology == Topology.SENTINEL && primary.isEmpty()) {
        problems.add("primary", "nothing", "the name that the sentinels give the primary");
      }
      if (topology == Topology.STANDALONE && nodes.size() > 1) {
        problems.add("nodes", nodes.size() + " nodes", "one node, or topology sentinel or cluster");
      }
    }

    private void node(String node, String path, Problems problems) {
      int colon = node.lastIndexOf(':');
      if (colon < 1 || !isPort(node.substring(colon + 1))) {
        problems.add(path, Problem.excerpt(node), "host and port, such as tokens:6379");
      } else if (!tls && !ServingRules.isLoopback(node.substring(0, colon))) {
        problems.add(path, Problem.excerpt(node), "a loopback address, or 'tls: true'");
      }
    }

    private static boolean isPort(String text) {
      return text.matches("[0-9]{1,5}")
          && Integer.parseInt(text) >= 1
          && Integer.parseInt(text) <= 65_535;
    }
  }
}
