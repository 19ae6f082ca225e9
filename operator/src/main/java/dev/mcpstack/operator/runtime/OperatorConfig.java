package dev.mcpstack.operator.runtime;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Name;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of the operator. */
public record OperatorConfig(
    @Description("Which stacks it looks after.") @Default("{}") Watch watch,
    @Description("Which of several operators does.") @Default("{}") LeaderElection leaderElection,
    @Description("Probes and metrics.") @Default("{}") Management management,
    @Description("Where images come from when a stack does not say.") @Default("{}")
        ImageDefaults images,
    @Description("How stacks are looked at.") @Default("{}") Reconcile reconcile,
    @Description("What is logged.") @Default("{}") Logging logging) {

  /** Which stacks. */
  public record Watch(
      @Description("Their namespaces; all unless given.") @Default("[]") @Size(max = 1000)
          List<@Size(min = 1, max = 63) String> namespaces) {}

  /** Which of several operators is at work. */
  public record LeaderElection(
      @Description("Whether there may be several.") @Default("false") boolean enabled,
      @Description("Namespace of the lease, which is the operator's own.")
          @Default("mcpstack-system")
          @Size(min = 1, max = 63)
          String namespace,
      @Description("Name of the lease.") @Default("mcpstack-operator") @Size(min = 1, max = 63)
          String name) {}

  /** Where probes and metrics are served. */
  public record Management(
      @Description("Address to bind.") @Default("127.0.0.1") @Size(min = 1, max = 253) String host,
      @Description("Port of /livez, /readyz and /metrics; 0 takes a free one.")
          @Default("9091")
          @Range(min = 0, max = 65535)
          int port) {}

  /** Where images come from. */
  public record ImageDefaults(
      @Description("Registry and folder.") @Default("ghcr.io/mcpstack") @Size(min = 1, max = 300)
          String registry,
      @Description("Release of the servers.") @Default("0.1.0") @Size(min = 1, max = 128)
          String tag,
      @Description("When a node asks the registry, for the operator's own image.")
          Optional<@Size(max = 20) String> pullPolicy,
      @Description("Secrets with credentials of the registry, in the namespace of each stack.")
          @Default("[]")
          @Size(max = 8)
          List<@Size(min = 1, max = 253) String> pullSecrets,
      @Description("Whole images by name: gateway, localdata, datascience, standalone, tokens.")
          @Default("{}")
          @Size(max = 16)
          Map<String, @Size(max = 500) String> overrides) {}

  /** How stacks are looked at. */
  public record Reconcile(
      @Description("Stacks at once.") @Default("4") @Range(min = 1, max = 100) int threads,
      @Description("How long a stack is left alone at most while nothing happens.") @Default("10h")
          Duration resync,
      @Description(
              "Rollouts at once; further stacks wait, who waits longest begins next. First installs and revisions that wait to be promoted don't count. 0 for any number.")
          @Default("5")
          @Range(min = 0, max = 1000)
          int rollouts) {}

  /** What is logged. */
  public record Logging(
      @Description("One JSON object a line, or text for people.") @Default("text") Format format) {
    /** Form of the lines. */
    public enum Format {
      /** One JSON object a line. */
      @Name("json")
      JSON,
      /** For people. */
      @Name("text")
      TEXT
    }
  }
}
