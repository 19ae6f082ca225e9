package dev.mcpstack.standalone;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.secret.SecretFolder;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.server.UnifiedConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.datascience.DataScience;
import dev.mcpstack.gateway.ConfiguredGateway;
import dev.mcpstack.gateway.Gateway;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.localdata.LocalData;
import dev.mcpstack.mcp.runtime.Contexts;
import dev.mcpstack.mcp.runtime.Program;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * All servers of a stack in one process that others reach over the network: what a pod of mode
 * Unified runs. Each server keeps its role, so that a process of mode Split, or another of this
 * kind, reads its rows as it would from a server on its own.
 */
final class UnifiedServer {
  private UnifiedServer() {}

  static Program.Ready start(UnifiedConfig config, Resources resources) {
    Metrics metrics = resources.add(new Metrics());
    ServerContext context =
        Contexts.of(
            config.gateway().tokenStore(),
            PeerTrust.random(),
            resources,
            metrics,
            SecretReader.of(Map.of()));
    Map<String, Upstream> servers = new LinkedHashMap<>();
    Map<String, BooleanSupplier> readiness = new LinkedHashMap<>();
    try {
      config
          .localDataConfig()
          .ifPresent(own -> {
            LocalData server =
                localData(
                    own,
                    context,
                    config.localData().flatMap(UnifiedConfig.LocalData::tls),
                    resources);
            servers.put(Gateway.LOCALDATA, Upstream.inProcess(server.features()));
            readiness.putAll(server.readiness());
          });
      config
          .dataScienceConfig()
          .ifPresent(own -> {
            DataScience server =
                dataScience(
                    own,
                    context,
                    config.dataScience().flatMap(UnifiedConfig.DataScience::tls),
                    resources);
            servers.put(Gateway.DATASCIENCE, Upstream.inProcess(server.features()));
            readiness.putAll(server.readiness());
          });
      Gateway gateway = ConfiguredGateway.start(config.gateway(), context, servers, resources);
      readiness.putAll(gateway.readiness());
      return new Program.Ready(
          gateway.endpoint(),
          Contexts.management(
              config.gateway().management(), readiness, metrics.registry(), resources));
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static LocalData localData(
      LocalDataConfig config, ServerContext context, Optional<TlsConfig> tls, Resources resources) {
    SecretReader secrets = new SecretFolder(config.secretsFolder());
    LocalData server =
        resources.add(LocalData.start(config, context.with(trust(context, tls), secrets)));
    resources.beforeEnd(server::drain);
    return server;
  }

  private static DataScience dataScience(
      DataScienceConfig config,
      ServerContext context,
      Optional<TlsConfig> tls,
      Resources resources) {
    DataScience server =
        resources.add(
            DataScience.start(config, context.with(trust(context, tls), context.secrets())));
    resources.beforeEnd(server::drain);
    return server;
  }

  /** By certificates of the server's own role, or by what only this process knows. */
  private static PeerTrust trust(ServerContext context, Optional<TlsConfig> tls) {
    return tls.map(
            config -> {
              TlsFiles files = TlsFiles.ofPeers(config);
              Contexts.often(context, files::refresh);
              return PeerTrust.certificates(files, config.stack());
            })
        .orElseGet(context::trust);
  }
}
