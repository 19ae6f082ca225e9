package dev.mcpstack.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wrong values are refused by Helm before anything is applied, with a message that names the value.
 */
final class ChartValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          replicaCount: 2                                   | additional properties 'replicaCount' not allowed
          replicas: two                                     | at '/replicas': got string, want integer
          replicas: -1                                      | at '/replicas': minimum: got -1, want 0
          replicas: 6                                       | at '/replicas': maximum: got 6, want 5
          images: {repository: x}                           | at '/images': additional properties 'repository' not allowed
          images: {registry: 'https://ghcr.io/mcpstack'}    | at '/images/registry'
          images: {registry: 'ghcr.io/mcpstack/'}           | at '/images/registry'
          images: {registry: ''}                            | at '/images/registry'
          images: {tag: 'a b'}                              | at '/images/tag'
          images: {tag: 1.0}                                | at '/images/tag': got number, want string
          images: {pullPolicy: Sometimes}                   | at '/images/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'
          images: {pullSecrets: [{name: a}]}                | at '/images/pullSecrets/0': got object, want string
          images: {overrides: {redis: 'redis:7'}}           | at '/images/overrides': additional properties 'redis' not allowed
          images: {overrides: {tokens: 'has space:7'}}      | at '/images/overrides/tokens'
          watch: {namespaces: sales}                        | at '/watch/namespaces': got string, want array
          watch: {namespaces: [Sales]}                      | at '/watch/namespaces/0'
          watch: {namespaces: [sales, sales]}               | at '/watch/namespaces'
          leaderElection: {enabled: 'yes'}                  | at '/leaderElection/enabled': got string, want boolean
          reconcile: {threads: 0}                           | at '/reconcile/threads': minimum: got 0, want 1
          reconcile: {resync: 10}                           | at '/reconcile/resync': got number, want string
          reconcile: {resync: 10 hours}                     | at '/reconcile/resync'
          logging: {format: xml}                            | at '/logging/format': value must be one of 'json', 'text'
          integrations: {ingress: true}                     | at '/integrations': additional properties 'ingress' not allowed
          resources: {limits: {memory: lots}}               | at '/resources/limits/memory'
          resources: {request: {cpu: 1}}                    | at '/resources': additional properties 'request' not allowed
          podLabels: {app.kubernetes.io/name: other}        | invalid propertyName 'app.kubernetes.io/name'
          podLabels: {mcpstack.dev/stack: sales}            | invalid propertyName 'mcpstack.dev/stack'
          extraEnv: [{name: A, valeu: b}]                   | at '/extraEnv/0': additional properties 'valeu' not allowed
          tolerations: [{effect: Never}]                    | at '/tolerations/0/effect'
          affinity: {podAffinty: {}}                        | at '/affinity': additional properties 'podAffinty' not allowed
          topologySpreadConstraints: [{maxSkew: 1}]         | at '/topologySpreadConstraints/0': missing properties 'topologyKey', 'whenUnsatisfiable'
          networkPolicy: {apiServer: {ports: []}}           | at '/networkPolicy/apiServer/ports': minItems: got 0, want 1
          networkPolicy: {apiServer: {cidrs: [10.0.0.1]}}   | at '/networkPolicy/apiServer/cidrs/0'
          networkPolicy: {ingressFrom: [{pods: {}}]}        | at '/networkPolicy/ingressFrom/0': additional properties 'pods' not allowed
          serviceMonitor: {interval: often}                 | at '/serviceMonitor/interval'
          terminationGracePeriodSeconds: 0                  | at '/terminationGracePeriodSeconds': minimum: got 0, want 1
          fullnameOverride: 1st                             | at '/fullnameOverride'
          """)
  void operator_wrongValue_isRefused(String values, String message) {
    assertThatThrownBy(() -> Chart.OPERATOR.render(values))
        .hasMessageContaining("values don't meet the specifications of the schema(s)")
        .hasMessageContaining(message);
  }

  @Test
  void operator_accountOfSomebodyElseWithoutName_isRefused() {
    assertThatThrownBy(() -> Chart.OPERATOR.render("serviceAccount: {create: false}"))
        .hasMessageContaining(
            "serviceAccount.name must name an existing ServiceAccount while serviceAccount.create is false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keep: maybe                            | at '/keep': got string, want boolean
          kepp: false                            | additional properties 'kepp' not allowed
          annotations: {helm.sh/hook: x}         | invalid propertyName 'helm.sh/hook'
          labels: {app.kubernetes.io/name: x}    | invalid propertyName 'app.kubernetes.io/name'
          """)
  void definitions_wrongValue_isRefused(String values, String message) {
    assertThatThrownBy(() -> Chart.CRDS.render(values)).hasMessageContaining(message);
  }

  /** Helm gives this value to every chart that is part of another one. */
  @ParameterizedTest
  @EnumSource(Chart.class)
  void globalValue_isLetThrough(Chart chart) {
    assertThatCode(() -> chart.render("global: {imageRegistry: elsewhere}"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tag: sha-1a2b3c4",
        "registry: localhost:5000",
        "registry: 'registry.example:5000/a/b-c/d_e'"
      })
  void operator_imageOfAnyRegistry_isAccepted(String image) {
    assertThat(Chart.OPERATOR.render("images: {" + image + "}").text())
        .contains(image.substring(image.indexOf(' ') + 1).replace("'", ""));
  }
}
