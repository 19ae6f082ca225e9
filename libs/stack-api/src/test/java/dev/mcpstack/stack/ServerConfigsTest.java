package dev.mcpstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.server.CredentialsConfig;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.FileTableConfig;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.LimitsConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.DataSize;
import dev.mcpstack.contract.shape.RecordShape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerConfigsTest {
  private static final String STACK =
      """
      apiVersion: mcpstack.dev/v1alpha1
      kind: McpStack
      metadata: {name: sales}
      spec:
        gateway: {port: 8181, allowedHosts: [a.example], allowedOrigins: ["https://b.example"]}
        limits:
          callBudget: 5s
          maxConcurrentCalls: 7
          statementTimeout: 1m
          handleLifetime: 2m
          maxResult: 1MiB
          maxResults: 2MiB
        sources:
        - name: samples
          description: Some files.
          type: Files
          files:
          - {table: weather, path: ../data/weather.csv, description: Days.}
          - {table: flights, path: /abs/flights.csv}
        - name: sales
          description: Orders.
          type: PostgreSQL
          url: jdbc:postgresql://db:5432/sales
          maxConnections: 3
          remakeLostRows: true
          credentialsSecretRef: {name: db, usernameKey: u, passwordKey: p}
        - name: more
          type: PostgreSQL
          url: jdbc:postgresql://db:5432/more
          credentialsSecretRef: {name: db}
      """;

  private final ServerConfigs configs =
      ServerConfigs.from(ConfigFile.parse("test", STACK, McpStack.class), Path.of("/base/stacks"));

  @Test
  void sources_becomeThoseOfLocalData() {
    assertThat(configs.localData().sources())
        .containsExactly(
            new SourceConfig.Files(
                "samples",
                "Some files.",
                List.of(
                    new FileTableConfig("weather", Path.of("/base/data/weather.csv"), "Days."),
                    new FileTableConfig("flights", Path.of("/abs/flights.csv"), "")),
                false),
            new SourceConfig.PostgreSql(
                "sales",
                "Orders.",
                "jdbc:postgresql://db:5432/sales",
                new CredentialsConfig("db", "u", "p"),
                3,
                true),
            new SourceConfig.PostgreSql(
                "more",
                "",
                "jdbc:postgresql://db:5432/more",
                new CredentialsConfig("db", "username", "password"),
                10,
                false));
  }

  @Test
  void limits_holdForEveryServer() {
    LimitsConfig limits =
        new LimitsConfig(
            Duration.ofSeconds(5),
            7,
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            DataSize.parse("1MiB").orElseThrow(),
            DataSize.parse("2MiB").orElseThrow(),
            DataSize.parse("64MiB").orElseThrow(),
            Duration.ofSeconds(20));
    assertThat(configs.localData().limits()).isEqualTo(limits);
    assertThat(configs.dataScience().limits()).isEqualTo(limits);
    assertThat(configs.gateway().limits()).isEqualTo(limits);
  }

  @Test
  void gateway_takesItsPortAndNames() {
    assertThat(configs.gateway().endpoint().port()).isEqualTo(8181);
    assertThat(configs.gateway().endpoint().host()).isEqualTo("127.0.0.1");
    assertThat(configs.gateway().endpoint().allowedHosts()).containsExactly("a.example");
    assertThat(configs.gateway().endpoint().allowedOrigins()).containsExactly("https://b.example");
  }

  @Test
  void otherPort_changesNothingElse() {
    ServerConfigs moved = configs.withGatewayPort(0);
    assertThat(moved.gateway().endpoint().port()).isZero();
    assertThat(moved.withGatewayPort(8181)).isEqualTo(configs);
  }

  /** What the stack's rules let through, the servers' rules do too. */
  @Test
  void configurations_areWhatTheServersTake() {
    assertThat(RecordShape.of(LocalDataConfig.class).bind(RecordShape.treeOf(configs.localData())))
        .isEqualTo(new Bound.Valid<>(configs.localData()));
    assertThat(
            RecordShape.of(DataScienceConfig.class).bind(RecordShape.treeOf(configs.dataScience())))
        .isEqualTo(new Bound.Valid<>(configs.dataScience()));
    assertThat(RecordShape.of(GatewayConfig.class).bind(RecordShape.treeOf(configs.gateway())))
        .isEqualTo(new Bound.Valid<>(configs.gateway()));
  }

  @Test
  void dataPorts_areFreeOnesOnLoopback() {
    assertThat(List.of(configs.localData().data(), configs.dataScience().data()))
        .allSatisfy(data -> {
          assertThat(data.port()).isZero();
          assertThat(data.host()).isEqualTo("127.0.0.1");
        });
  }
}
