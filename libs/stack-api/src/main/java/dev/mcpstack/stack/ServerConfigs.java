package dev.mcpstack.stack;

import dev.mcpstack.contract.server.CredentialsConfig;
import dev.mcpstack.contract.server.DataConfig;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.EndpointConfig;
import dev.mcpstack.contract.server.FileTableConfig;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.ManagementConfig;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.contract.shape.RecordShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The configuration of each server of a stack that runs in one process.
 *
 * @param localData that of LocalData
 * @param dataScience that of DataScience
 * @param gateway that of the gateway
 */
public record ServerConfigs(
    LocalDataConfig localData, DataScienceConfig dataScience, GatewayConfig gateway) {
  /**
   * What a stack means for each server. Pure: reads nothing.
   *
   * @param baseFolder where relative paths of files start
   */
  public static ServerConfigs from(McpStack stack, Path baseFolder) {
    StackSpec spec = stack.spec();
    EndpointConfig standard = defaults(EndpointConfig.class);
    ManagementConfig management = defaults(ManagementConfig.class);
    // Two servers of one process can't share a port; who reads learns it from the handle's record.
    DataConfig data = DataConfig.on(defaults(DataConfig.class).host(), 0);
    EndpointConfig gateway =
        new EndpointConfig(
            standard.host(),
            spec.gateway().port(),
            standard.maxRequest(),
            standard.maxAnswer(),
            spec.gateway().allowedHosts(),
            spec.gateway().allowedOrigins());
    List<SourceConfig> sources =
        spec.sources().stream().map(source -> source(source, baseFolder)).toList();
    return new ServerConfigs(
        new LocalDataConfig(
            standard,
            management,
            data,
            spec.limits(),
            Path.of(LocalDataConfig.SECRETS_FOLDER),
            sources),
        new DataScienceConfig(standard, management, data, spec.limits()),
        GatewayConfig.inside(gateway, management, spec.limits(), spec.gateway().directEndpoints()));
  }

  /** The same with the MCP endpoint of the gateway on another port. */
  public ServerConfigs withGatewayPort(int port) {
    EndpointConfig endpoint = gateway.endpoint();
    EndpointConfig moved =
        new EndpointConfig(
            endpoint.host(),
            port,
            endpoint.maxRequest(),
            endpoint.maxAnswer(),
            endpoint.allowedHosts(),
            endpoint.allowedOrigins());
    return new ServerConfigs(
        localData,
        dataScience,
        GatewayConfig.inside(
            moved, gateway.management(), gateway.limits(), gateway.directEndpoints()));
  }

  static SourceConfig source(StackSource source, Path baseFolder) {
    return switch (source.type()) {
      case FILES ->
          new SourceConfig.Files(
              source.name(),
              source.description(),
              source.files().stream().map(file -> file(file, baseFolder)).toList(),
              source.remakeLostRows());
      case POSTGRESQL ->
          new SourceConfig.PostgreSql(
              source.name(),
              source.description(),
              Objects.requireNonNull(source.url()), // SourceRules has seen to both.
              credentials(Objects.requireNonNull(source.credentialsSecretRef())),
              source.connections(),
              source.remakeLostRows());
    };
  }

  private static FileTableConfig file(SourceFile file, Path baseFolder) {
    Path whole = baseFolder.resolve(file.path()).normalize();
    return new FileTableConfig(file.table(), whole, file.description());
  }

  private static CredentialsConfig credentials(CredentialsSecretRef reference) {
    return new CredentialsConfig(
        reference.name(), reference.usernameKey(), reference.passwordKey());
  }

  static <T extends Record> T defaults(Class<T> type) {
    return RecordShape.of(type)
        .bind(Map.of())
        .orElseThrow(problems -> new IllegalStateException(problems.toString()));
  }
}
