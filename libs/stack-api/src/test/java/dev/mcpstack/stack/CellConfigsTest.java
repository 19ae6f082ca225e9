package dev.mcpstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.TokenStoreConfig;
import dev.mcpstack.contract.server.UnifiedConfig;
import dev.mcpstack.contract.server.UpstreamConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each server of a cell is told. */
final class CellConfigsTest {
  private static final String FILES =
      "sources: [{name: a, type: Files, files: [{table: t, path: data/t.csv}]}]\n";

  private static CellConfigs configs(String spec) {
    String stack =
        "apiVersion: mcpstack.dev/v1alpha1\nkind: McpStack\nmetadata: {name: sales}\nspec:\n"
            + spec.indent(2);
    return new CellConfigs(
        "shop", new CellNames("sales", 8), ConfigFile.parse("stack", stack, McpStack.class).spec());
  }

  @Test
  void gateway_knowsTheServersOfItsOwnCell() {
    GatewayConfig gateway =
        configs(FILES + "servers: [{name: tickets, url: 'https://tickets.example.com/mcp'}]")
            .gateway();
    assertThat(gateway.servers().stream().map(UpstreamConfig::url).map(Object::toString))
        .containsExactly(
            "https://sales-r8-localdata.shop.svc:8080/mcp",
            "https://sales-r8-datascience.shop.svc:8080/mcp",
            "https://tickets.example.com/mcp");
    assertThat(gateway.servers().stream().map(UpstreamConfig::role))
        .containsExactly(
            Optional.of(ServerRole.LOCALDATA),
            Optional.of(ServerRole.DATASCIENCE),
            Optional.empty());
    assertThat(gateway.auth().required()).isTrue();
    assertThat(gateway.certificate()).isPresent();
  }

  @Test
  void gateway_answersToTheNamesOfItsServicesAndRoutes() {
    GatewayConfig gateway =
        configs(
                FILES
                    + "gateway: {allowedHosts: [mcp.internal], allowedOrigins: ['https://c'],"
                    + " ingress: {host: a.example.com}, httpRoute: {host: b.example.com, gateway: g}}")
            .gateway();
    assertThat(gateway.endpoint().allowedHosts())
        .contains(
            "sales",
            "sales.shop.svc.cluster.local",
            "sales-preview.shop.svc",
            "a.example.com",
            "b.example.com",
            "mcp.internal");
    assertThat(gateway.endpoint().allowedOrigins()).containsExactly("https://c");
    assertThat(gateway.endpoint().host()).isEqualTo("0.0.0.0");
  }

  @Test
  void unifiedProcess_hasAllServersWithTheirRoles() {
    UnifiedConfig unified =
        configs(FILES + "servers: [{name: tickets, url: 'https://tickets.example.com/mcp'}]")
            .unified();
    assertThat(unified.gateway().servers().stream().map(UpstreamConfig::name))
        .containsExactly("tickets");
    UnifiedConfig.LocalData localData = unified.localData().orElseThrow();
    UnifiedConfig.DataScience dataScience = unified.dataScience().orElseThrow();
    assertThat(localData.tls().orElseThrow().certificateFile())
        .hasToString("/etc/mcpstack/tls-localdata/tls.crt");
    assertThat(dataScience.tls().orElseThrow().certificateFile())
        .hasToString("/etc/mcpstack/tls-datascience/tls.crt");
    assertThat(localData.data().port()).isNotEqualTo(dataScience.data().port());
    assertThat(localData.sources()).hasSize(1);
  }

  @Test
  void unifiedProcess_leavesOutWhatTheStackDoes() {
    assertThat(configs("localData: {enabled: false}").unified().localData()).isEmpty();
    assertThat(configs(FILES + "dataScience: {enabled: false}").unified().dataScience()).isEmpty();
  }

  @Test
  void serverThatIsLeftOut_isNotAsked() {
    CellConfigs configs = configs("localData: {enabled: false}");
    assertThat(configs.gateway().servers().stream().map(UpstreamConfig::name))
        .containsExactly("datascience");
    assertThat(configs.dataScience().data().remakeAt()).isEmpty();
  }

  @Test
  void owner_maySpendAsLongToStopAsItsHandlesLive() {
    CellConfigs configs =
        configs(
            FILES
                + "limits: {handleLifetime: 10m, stopGrace: 1h}\n"
                + "localData: {limits: {handleLifetime: 40m}}");
    LocalDataConfig localData = configs.localData();
    assertThat(localData.limits().handleLifetime()).isEqualTo(Duration.ofMinutes(40));
    assertThat(localData.limits().stopGrace()).isEqualTo(Duration.ofSeconds(40 * 60 + 30));
    DataScienceConfig dataScience = configs.dataScience();
    assertThat(dataScience.limits().stopGrace()).isEqualTo(Duration.ofHours(1));
    assertThat(dataScience.data().remakeAt()).contains("sales-r8-data.shop.svc:9090");
    assertThat(CellConfigs.limits(configs.spec(), ServerRole.GATEWAY))
        .isEqualTo(configs.spec().limits());
  }

  @Test
  void tokenStoreOfTheStack_isReachedByItsServiceAndAuthority() {
    assertThat(configs(FILES).localData().tokenStore())
        .contains(
            new TokenStoreConfig.Redis(
                "sales",
                TokenStoreConfig.Redis.Topology.STANDALONE,
                List.of("sales-tokens.shop.svc:6379"),
                Optional.empty(),
                Optional.of(PodPaths.TOKENS),
                true,
                Optional.of(PodPaths.AUTHORITY.resolve("ca.crt"))));
  }

  @Test
  void tokenStoreOfSomebodyElse_isReachedAsItIsWritten() {
    CellConfigs configs =
        configs(
            FILES
                + "tokenStore: {external: {topology: sentinel, nodes: ['a:1', 'b:2'], primary: p,"
                + " credentialsSecretName: c, caSecretRef: {name: d, key: e}}}");
    assertThat(configs.gateway().tokenStore())
        .contains(
            new TokenStoreConfig.Redis(
                "sales",
                TokenStoreConfig.Redis.Topology.SENTINEL,
                List.of("a:1", "b:2"),
                Optional.of("p"),
                Optional.of(PodPaths.TOKENS),
                true,
                Optional.of(PodPaths.TOKENS_AUTHORITY.resolve("ca.crt"))));
    assertThat(
            configs(FILES + "tokenStore: {external: {topology: cluster, nodes: ['a:1']}}")
                .gateway()
                .tokenStore())
        .hasValueSatisfying(store ->
            assertThat(store)
                .hasFieldOrPropertyWithValue("credentialsFolder", Optional.empty())
                .hasFieldOrPropertyWithValue("topology", TokenStoreConfig.Redis.Topology.CLUSTER));
  }

  @Test
  void names_beginWithTheStack() {
    CellNames names = new CellNames("sales", 8);
    assertThat(
            List.of(
                names.server(ServerRole.GATEWAY),
                names.data(),
                names.config(),
                names.endpoint(),
                names.preview(),
                names.tokens(),
                names.tokensConfig(),
                names.keys(),
                names.authority(),
                names.certificate(ServerRole.LOCALDATA),
                names.endpointCertificate(),
                names.tokensCertificate()))
        .containsExactly(
            "sales-r8-gateway",
            "sales-r8-data",
            "sales-r8-config",
            "sales",
            "sales-preview",
            "sales-tokens",
            "sales-tokens-config",
            "sales-keys",
            "sales-ca",
            "sales-tls-localdata",
            "sales-tls-endpoint",
            "sales-tls-tokens");
    assertThat(CellStatus.Colour.of(7)).isEqualTo(CellStatus.Colour.BLUE);
    assertThat(CellStatus.Colour.of(8)).isEqualTo(CellStatus.Colour.GREEN);
  }
}
