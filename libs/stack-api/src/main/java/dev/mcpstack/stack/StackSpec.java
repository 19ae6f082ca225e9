package dev.mcpstack.stack;

import dev.mcpstack.contract.server.LimitsConfig;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.KeyedBy;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Optional;

/**
 * What a stack is made of. A source is all that is needed. {@code ./mcpstack up} runs all of it in
 * one process, and leaves unread what is about pods, certificates, the token store and rollouts.
 */
@Rule(
    value = "self.localData.enabled || self.dataScience.enabled",
    message = "localData and dataScience are both left out: enable one of them")
@Rule(
    value = "!self.localData.enabled || size(self.sources) > 0",
    message = "LocalData needs a source: add one under sources, or set localData.enabled to false")
@Rule(
    value = "self.tls.mode != 'Off' || self.mode == 'Unified'",
    message =
        "tls.mode Off is for mode Unified, where the servers share one process: choose Own or CertManager")
@Rule(
    value =
        "self.mode != 'Unified' || (self.gateway.pods.replicas == 1 && !has(self.gateway.pods.autoscaling))",
    message =
        "mode Unified has one pod: set gateway.pods.replicas to 1 and remove gateway.pods.autoscaling, or choose mode Split")
@Rule(
    value = ConnectionBudget.RULE,
    message =
        "a source's connectionLimit is below maxConnections x the most pods of LocalData x 2, for both cells of a rollout: lower maxConnections or the pods, or raise it")
public record StackSpec(
    @Description(
            "How the servers are spread over processes in a cluster. ./mcpstack up always runs them in one.")
        @Default("Split")
        StackMode mode,
    @Description(
            "The release of the servers' images; that of the operator unless given. Another one is rolled out.")
        @Example("0.1.0")
        Optional<
                @Size(min = 1, max = 128)
                @Pattern(regexp = "[A-Za-z0-9_][A-Za-z0-9_.-]*", message = "a tag of an image")
                String>
            release,
    @Description("Where the images come from.") @Default("{}") ImagesSpec images,
    @Description("Where rows come from.") @Default("[]") @Size(max = MAX_SOURCES) @KeyedBy("name")
        List<StackSource> sources,
    @Description("The endpoint that agents see.") @Default("{}") GatewaySpec gateway,
    @Description("LocalData-MCP, which queries the sources.") @Default("{}") ServerSpec localData,
    @Description("DataScience-MCP, which analyses their rows.") @Default("{}")
        ServerSpec dataScience,
    @Description("More MCP servers behind the gateway.")
        @Default("[]")
        @Size(max = 30)
        @KeyedBy("name")
        List<ExtraServerSpec> servers,
    @Description("What each server may spend.") @Default("{}") LimitsConfig limits,
    @Description("Where handles are remembered.") @Default("{}") TokenStoreSpec tokenStore,
    @Description("How the servers prove to each other which they are.") @Default("{}") TlsSpec tls,
    @Description("How a new release takes over.") @Default("{}") RolloutSpec rollout,
    @Description("Who may reach whom in the cluster.") @Default("{}")
        NetworkPolicySpec networkPolicy,
    @Description("What the outside learns of the stack.") @Default("{}")
        ObservabilitySpec observability,
    @Description("What becomes of the token store's volume when the stack is deleted.")
        @Default("Retain")
        DataPolicy dataPolicy,
    @Description("Whether the operator leaves the stack as it is, whatever is changed.")
        @Default("false")
        boolean paused,
    @Description("Whether the stack has no pods for now. What it remembers stays.")
        @Default("false")
        boolean suspended)
    implements SelfChecked {
  /** The most sources of one stack. */
  public static final int MAX_SOURCES = 100;

  @Override
  public void check(Problems problems) {
    Unique.check("sources", sources, StackSource::name, "name", problems);
    Unique.check("servers", servers, ExtraServerSpec::name, "name", problems);
    if (!localData.enabled() && !dataScience.enabled()) {
      problems.add(
          "localData.enabled",
          "false",
          "true, since dataScience.enabled is false: a stack has one of them");
    }
    if (localData.enabled() && sources.isEmpty()) {
      problems.add("sources", "no sources", "at least one source, or localData.enabled: false");
    }
    if (mode == StackMode.UNIFIED
        && (gateway.pods().replicas() != 1 || gateway.pods().autoscaling().isPresent())) {
      problems.add(
          "gateway.pods", "several", "one pod, since mode is Unified: or choose mode Split");
    }
    ConnectionBudget.check(this, problems);
    if (tls.mode() == TlsMode.OFF && mode != StackMode.UNIFIED) {
      problems.add("tls.mode", "Off", "Own or CertManager, since mode is not Unified");
    }
  }
}
