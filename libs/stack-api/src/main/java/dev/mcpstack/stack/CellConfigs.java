package dev.mcpstack.stack;

import dev.mcpstack.contract.server.AuthConfig;
import dev.mcpstack.contract.server.CertificateConfig;
import dev.mcpstack.contract.server.DataConfig;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.EndpointConfig;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.LimitsConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.ManagementConfig;
import dev.mcpstack.contract.server.PeerTrustMode;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.server.TokenStoreConfig;
import dev.mcpstack.contract.server.UnifiedConfig;
import dev.mcpstack.contract.server.UpstreamConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of each server of a cell, whose servers run in pods of their own. Pure.
 *
 * @param namespace of the stack
 * @param names of the cell
 * @param spec of the stack
 */
public record CellConfigs(String namespace, CellNames names, StackSpec spec) {
  /** The port of every MCP endpoint. */
  public static final int MCP_PORT = 8080;

  /** The port of rows. */
  public static final int DATA_PORT = 9090;

  /** The port of DataScience's rows where it shares a pod with LocalData. */
  public static final int UNIFIED_DATA_PORT = 9092;

  /** The port of probes and metrics. */
  public static final int MANAGEMENT_PORT = 9091;

  /** The port of a token store that the operator runs. */
  public static final int TOKENS_PORT = 6379;

  private static final String EVERYWHERE = "0.0.0.0";

  /** As the gateway's own default. */
  private static final Duration UPSTREAM_TIMEOUT = Duration.ofMinutes(10);

  /** A pod that is told to stop may need so long beyond the life of what it holds. */
  private static final Duration STOP_SLACK = Duration.ofSeconds(30);

  /** How long an owner of handles may take to stop: until the last of them has ended. */
  public static Duration stopGrace(LimitsConfig limits) {
    Duration life = limits.handleLifetime().plus(STOP_SLACK);
    return life.compareTo(limits.stopGrace()) > 0 ? life : limits.stopGrace();
  }

  /** What a server may spend: its own limits, or the stack's. */
  public static LimitsConfig limits(StackSpec spec, ServerRole role) {
    Optional<LimitsConfig> own =
        switch (role) {
          case GATEWAY -> Optional.empty();
          case LOCALDATA -> spec.localData().limits();
          case DATASCIENCE -> spec.dataScience().limits();
        };
    return own.orElse(spec.limits());
  }

  /** LocalData's. */
  public LocalDataConfig localData() {
    return new LocalDataConfig(
        inside(),
        Optional.of(tls(PodPaths.TLS)),
        PeerTrustMode.CERTIFICATES,
        management(),
        data(DATA_PORT),
        Optional.of(tokenStore()),
        owner(ServerRole.LOCALDATA),
        PodPaths.SECRETS,
        sources());
  }

  private List<SourceConfig> sources() {
    return spec.sources().stream()
        .map(source -> ServerConfigs.source(source, Path.of("/")))
        .toList();
  }

  /** DataScience's. */
  public DataScienceConfig dataScience() {
    return new DataScienceConfig(
        inside(),
        Optional.of(tls(PodPaths.TLS)),
        PeerTrustMode.CERTIFICATES,
        management(),
        data(DATA_PORT),
        Optional.of(tokenStore()),
        owner(ServerRole.DATASCIENCE));
  }

  /** The gateway's. */
  public GatewayConfig gateway() {
    List<UpstreamConfig> servers = new ArrayList<>();
    if (spec.localData().enabled()) {
      servers.add(upstream(ServerRole.LOCALDATA));
    }
    if (spec.dataScience().enabled()) {
      servers.add(upstream(ServerRole.DATASCIENCE));
    }
    servers.addAll(others());
    return gateway(Optional.of(tls(PodPaths.TLS)), servers);
  }

  /** That of a process with all servers, each with the certificate of its role. */
  public UnifiedConfig unified() {
    return new UnifiedConfig(
        gateway(Optional.empty(), others()),
        Optional.of(spec.localData())
            .filter(ServerSpec::enabled)
            .map(_ ->
                new UnifiedConfig.LocalData(
                    Optional.of(tls(PodPaths.tls(ServerRole.LOCALDATA))),
                    data(DATA_PORT),
                    owner(ServerRole.LOCALDATA),
                    PodPaths.SECRETS,
                    sources())),
        Optional.of(spec.dataScience())
            .filter(ServerSpec::enabled)
            .map(_ ->
                new UnifiedConfig.DataScience(
                    Optional.of(tls(PodPaths.tls(ServerRole.DATASCIENCE))),
                    data(UNIFIED_DATA_PORT),
                    owner(ServerRole.DATASCIENCE))));
  }

  /** What that configuration calls the part of a server. */
  public static String partOf(ServerRole role) {
    return switch (role) {
      case GATEWAY -> "gateway";
      case LOCALDATA -> "localData";
      case DATASCIENCE -> "dataScience";
    };
  }

  private List<UpstreamConfig> others() {
    return spec.servers().stream()
        .map(server ->
            new UpstreamConfig(
                server.name(), Optional.empty(), URI.create(server.url()), server.timeout()))
        .toList();
  }

  private GatewayConfig gateway(Optional<TlsConfig> tls, List<UpstreamConfig> servers) {
    return new GatewayConfig(
        outside(),
        Optional.of(
            new CertificateConfig(
                PodPaths.ENDPOINT_CERTIFICATE.resolve(PodPaths.CERTIFICATE_FILE),
                PodPaths.ENDPOINT_CERTIFICATE.resolve(PodPaths.KEY_FILE))),
        new AuthConfig(true, PodPaths.KEYS),
        management(),
        Optional.of(tokenStore()),
        Optional.of(names.revision()),
        spec.limits(),
        tls,
        spec.gateway().directEndpoints(),
        servers);
  }

  private EndpointConfig inside() {
    EndpointConfig standard = ServerConfigs.defaults(EndpointConfig.class);
    // A server's name in its certificate is its role's, which no client resolves.
    Set<String> hosts = new LinkedHashSet<>();
    for (ServerRole role : List.of(ServerRole.LOCALDATA, ServerRole.DATASCIENCE)) {
      hosts.add(role.text() + "." + names.stack() + ".mcpstack.internal");
      hosts.add(names.server(role));
    }
    return endpoint(standard, List.copyOf(hosts), List.of());
  }

  private EndpointConfig outside() {
    EndpointConfig standard = ServerConfigs.defaults(EndpointConfig.class);
    Set<String> hosts = new LinkedHashSet<>();
    for (String service : List.of(names.endpoint(), names.preview())) {
      String inNamespace = service + "." + namespace;
      hosts.addAll(
          List.of(service, inNamespace, inNamespace + ".svc", inNamespace + ".svc.cluster.local"));
    }
    spec.gateway().ingress().ifPresent(ingress -> hosts.add(ingress.host()));
    spec.gateway().httpRoute().ifPresent(route -> hosts.add(route.host()));
    hosts.addAll(spec.gateway().allowedHosts());
    return endpoint(standard, List.copyOf(hosts), spec.gateway().allowedOrigins());
  }

  private static EndpointConfig endpoint(
      EndpointConfig standard, List<String> hosts, List<String> origins) {
    return new EndpointConfig(
        EVERYWHERE, MCP_PORT, standard.maxRequest(), standard.maxAnswer(), hosts, origins);
  }

  private DataConfig data(int port) {
    Optional<String> remakeAt =
        spec.localData().enabled()
            ? Optional.of(names.data() + "." + namespace + ".svc:" + DATA_PORT)
            : Optional.empty();
    // Each pod tells its own address when it starts.
    return new DataConfig(
        EVERYWHERE, port, Optional.of("127.0.0.1"), Optional.of(PodPaths.SPOOL), remakeAt);
  }

  private LimitsConfig owner(ServerRole role) {
    LimitsConfig limits = limits(spec, role);
    return new LimitsConfig(
        limits.callBudget(),
        limits.maxConcurrentCalls(),
        limits.statementTimeout(),
        limits.handleLifetime(),
        limits.maxResult(),
        limits.maxResults(),
        limits.spoolMemory(),
        stopGrace(limits));
  }

  private UpstreamConfig upstream(ServerRole role) {
    String host = names.server(role) + "." + namespace + ".svc";
    return new UpstreamConfig(
        role.text(),
        Optional.of(role),
        URI.create("https://" + host + ":" + MCP_PORT + "/mcp"),
        UPSTREAM_TIMEOUT);
  }

  private TlsConfig tls(Path folder) {
    return new TlsConfig(
        names.stack(),
        folder.resolve(PodPaths.CERTIFICATE_FILE),
        folder.resolve(PodPaths.KEY_FILE),
        PodPaths.AUTHORITY.resolve(PodPaths.AUTHORITY_FILE));
  }

  private TokenStoreConfig tokenStore() {
    return spec.tokenStore().external().map(this::external).orElseGet(this::managed);
  }

  private TokenStoreConfig managed() {
    return new TokenStoreConfig.Redis(
        names.stack(),
        TokenStoreConfig.Redis.Topology.STANDALONE,
        List.of(names.tokens() + "." + namespace + ".svc:" + TOKENS_PORT),
        Optional.empty(),
        Optional.of(PodPaths.TOKENS),
        true,
        Optional.of(PodPaths.AUTHORITY.resolve(PodPaths.AUTHORITY_FILE)));
  }

  private TokenStoreConfig external(ExternalStoreSpec store) {
    return new TokenStoreConfig.Redis(
        names.stack(),
        switch (store.topology()) {
          case STANDALONE -> TokenStoreConfig.Redis.Topology.STANDALONE;
          case SENTINEL -> TokenStoreConfig.Redis.Topology.SENTINEL;
          case CLUSTER -> TokenStoreConfig.Redis.Topology.CLUSTER;
        },
        store.nodes(),
        store.primary(),
        store.credentialsSecretName().map(_ -> PodPaths.TOKENS),
        true,
        store.caSecretRef().map(_ -> PodPaths.TOKENS_AUTHORITY.resolve(PodPaths.AUTHORITY_FILE)));
  }

  private static ManagementConfig management() {
    return new ManagementConfig(EVERYWHERE, MANAGEMENT_PORT);
  }
}
