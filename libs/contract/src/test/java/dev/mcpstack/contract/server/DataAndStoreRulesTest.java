package dev.mcpstack.contract.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.config.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beyond loopback rows and handles go nowhere without TLS. */
class DataAndStoreRulesTest {
  private static final String TLS =
      "tls: {stack: s, certificateFile: /c, keyFile: /k, caFile: /a}, ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "data: {host: 192.0.2.1} | data.host | or 'tls'",
        "tls, data: {host: 0.0.0.0} | data.advertisedHost | reach this one by",
        "tokenStore: {type: Redis, stack: s, nodes: [tokens]} | tokenStore.nodes[0] | host and port",
        "tokenStore: {type: Redis, stack: s, nodes: ['tokens:0']} | tokenStore.nodes[0] | host and port",
        "tokenStore: {type: Redis, stack: s, nodes: ['192.0.2.1:6379'], tls: false} | tokenStore.nodes[0] | 'tls: true'",
        "tokenStore: {type: Redis, stack: s, nodes: ['a:1', 'b:2']} | tokenStore.nodes | sentinel or cluster",
        "tokenStore: {type: Redis, stack: s, nodes: ['a:1'], topology: sentinel} | tokenStore.primary | sentinels give the primary",
      })
  void configuration_thatWouldServeInTheOpen_isRefusedAtItsKey(
      String yaml, String key, String remedy) {
    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, () -> parse(yaml));
    assertThat(refused).as(yaml).hasMessageContaining(key + ": ").hasMessageContaining(remedy);
    assertThat(refused.problems()).as(yaml).hasSize(1);
  }

  @Test
  void configuration_ofAPod_isTaken() throws Exception {
    DataScienceConfig config =
        parse(
            "tls, data: {host: 0.0.0.0, advertisedHost: 10.0.0.7},"
                + " tokenStore: {type: Redis, stack: s, nodes: ['tokens:6379'], caFile: /a}");
    assertThat(config.data().advertisedHost()).contains("10.0.0.7");
    assertThat(config.tokenStore())
        .contains(
            new TokenStoreConfig.Redis(
                "s",
                TokenStoreConfig.Redis.Topology.STANDALONE,
                List.of("tokens:6379"),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of(Path.of("/a"))));
  }

  private static DataScienceConfig parse(String yaml) throws ConfigurationException {
    return ConfigFile.parse(
        "text", "{" + yaml.replaceFirst("^tls, ", TLS) + "}", DataScienceConfig.class);
  }
}
