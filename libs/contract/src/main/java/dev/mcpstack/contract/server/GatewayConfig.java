package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Optional;

/** The configuration of the gateway. */
public record GatewayConfig(
    @Description("The MCP endpoint that agents see.") @Default("{}") EndpointConfig endpoint,
    @Description("The certificate that agents see. Without one the endpoint is on loopback only.")
        Optional<CertificateConfig> certificate,
    @Description("Who may call.") @Default("{}") AuthConfig auth,
    @Description("Probes and metrics.") @Default("{}") ManagementConfig management,
    @Description(
            "Where handles are remembered: one store for all servers of a stack. In the memory of the process unless given.")
        Optional<TokenStoreConfig> tokenStore,
    @Description(
            "The revision that this gateway is of. While the token store names another as the one that serves, each answer closes its connection, so that agents come back where they are served.")
        Optional<@Range(min = 1, max = 999_999_999) Integer> revision,
    @Description("What the gateway's own tools may spend.") @Default("{}") LimitsConfig limits,
    @Description("How the gateway proves its role to the servers, and checks theirs.")
        Optional<TlsConfig> tls,
    @Description(
            "Whether each server is also served alone, at /mcp/ and its name, such as /mcp/localdata.")
        @Default("false")
        boolean directEndpoints,
    @Description("The servers behind, in the order that their tools are listed in.")
        @Default("[]")
        @Size(max = 32)
        List<UpstreamConfig> servers)
    implements SelfChecked {
  /** A gateway whose servers are in its own process. */
  public static GatewayConfig inside(
      EndpointConfig endpoint,
      ManagementConfig management,
      LimitsConfig limits,
      boolean directEndpoints) {
    return new GatewayConfig(
        endpoint,
        Optional.empty(),
        new AuthConfig(true, AuthConfig.KEYS_FOLDER),
        management,
        Optional.empty(),
        Optional.empty(),
        limits,
        Optional.empty(),
        directEndpoints,
        List.of());
  }

  @Override
  public void check(Problems problems) {
    ServingRules.endpoint(endpoint, certificate.isPresent(), "certificate", problems);
    if (!auth.required()) {
      ServingRules.loopback(
          "auth.required", "false", endpoint.host(), "true, or an endpoint on loopback", problems);
    }
    if (revision.isPresent() && tokenStore.isEmpty()) {
      problems.add("tokenStore", "nothing", "the store that names the serving revision");
    }
    ServingRules.servers(servers, tls.isPresent(), problems);
  }
}
