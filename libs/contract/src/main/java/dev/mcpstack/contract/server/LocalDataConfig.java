package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The configuration of LocalData-MCP. */
public record LocalDataConfig(
    @Description("The MCP endpoint.") @Default("{}") EndpointConfig endpoint,
    @Description("How the server proves its role, and checks that of the gateway.")
        Optional<TlsConfig> tls,
    @Description(
            "From whom a principal is believed: certificates (a peer of role gateway) or loopback (every program of this machine, without TLS).")
        @Default("certificates")
        PeerTrustMode trust,
    @Description("Probes and metrics.") @Default("{}") ManagementConfig management,
    @Description("Rows for the other servers.") @Default("{}") DataConfig data,
    @Description(
            "Where handles are remembered: one store for all servers of a stack. In the memory of the process unless given.")
        Optional<TokenStoreConfig> tokenStore,
    @Description("What the server may spend.") @Default("{}") LimitsConfig limits,
    @Description("Folder of secrets: one folder a secret, one file a key.") @Default(SECRETS_FOLDER)
        Path secretsFolder,
    @Description("The sources.") @Size(min = 1, max = 100) List<SourceConfig> sources)
    implements SelfChecked {
  /** Where secrets are mounted unless the configuration says otherwise. */
  public static final String SECRETS_FOLDER = "/etc/mcpstack/secrets";

  /** A server in the process of its gateway. */
  public LocalDataConfig(
      EndpointConfig endpoint,
      ManagementConfig management,
      DataConfig data,
      LimitsConfig limits,
      Path secretsFolder,
      List<SourceConfig> sources) {
    this(
        endpoint,
        Optional.empty(),
        PeerTrustMode.CERTIFICATES,
        management,
        data,
        Optional.empty(),
        limits,
        secretsFolder,
        sources);
  }

  @Override
  public void check(Problems problems) {
    ServingRules.endpoint(endpoint, tls.isPresent(), "tls", problems);
    ServingRules.data(data, tls.isPresent(), problems);
    ServingRules.sources(sources, problems);
  }
}
