package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Images;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.model.Stacks;
import dev.mcpstack.stack.StackSpec;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which changes of a stack need other pods. */
final class ReleaseIdentityTest {
  static final String SOURCES =
      "sources:\n- {name: samples, type: Files, files: [{table: weather, path: data/w.csv}]}\n";

  static final List<String> IN_PLACE =
      List.of(
          "rollout: {historyLimit: 3}",
          "networkPolicy: {enabled: false}",
          "observability: {serviceMonitor: true}",
          "dataPolicy: Delete",
          "paused: true",
          "suspended: true",
          "tls: {certificateLifetime: 100h}",
          "tls: {authorityLifetime: 9000h}",
          "tls: {mode: CertManager, issuerRef: {name: issuer}}",
          "tokenStore: {managed: {storage: {size: 5Gi}}}",
          "gateway: {port: 443}",
          "gateway: {pods: {replicas: 3}}",
          "gateway: {pods: {autoscaling: {minReplicas: 2, maxReplicas: 6}}}",
          "localData: {pods: {replicas: 3}}",
          "localData: {pods: {autoscaling: {minReplicas: 2, maxReplicas: 6}}}",
          "dataScience: {pods: {replicas: 3}}",
          "dataScience: {pods: {autoscaling: {minReplicas: 2, maxReplicas: 6}}}");

  static final List<String> ROLLED_OUT =
      List.of(
          "mode: Unified",
          "release: 0.2.0",
          "images: {registry: registry.example.com/mcpstack}",
          "images: {pullPolicy: Always}",
          "images: {pullSecrets: [registry]}",
          "gateway: {allowedHosts: [mcp.internal]}",
          "gateway: {allowedOrigins: ['https://console.example.com']}",
          "gateway: {auth: {keysSecretName: agents}}",
          "gateway: {certificateSecretName: public}",
          "gateway: {pods: {env: [{name: A, value: b}]}}",
          "localData: {enabled: false}",
          "localData: {limits: {handleLifetime: 40m}}",
          "localData: {pods: {image: registry.example.com/own/localdata:1}}",
          "localData: {pods: {resources: {requests: {cpu: '1'}}}}",
          "localData: {pods: {scheduling: {nodeSelector: {disk: ssd}}}}",
          "localData: {pods: {volumes: [{name: a, mountPath: /data, claimName: a}]}}",
          "localData: {pods: {labels: {team: sales}}}",
          "localData: {pods: {annotations: {team: sales}}}",
          "dataScience: {enabled: false}",
          "dataScience: {limits: {handleLifetime: 40m}}",
          "servers: [{name: tickets, url: 'https://tickets.example.com/mcp'}]",
          "limits: {handleLifetime: 40m}",
          "tokenStore: {external: {nodes: ['redis.example.com:6379']}}");

  static Stream<String> inPlace() {
    return IN_PLACE.stream();
  }

  static Stream<String> rolledOut() {
    return ROLLED_OUT.stream();
  }

  /** A number that no pod is told, and that older operators did not know. */
  @Test
  void limitOfConnections_isNoChange() {
    String source =
        "sources:\n- {name: a, type: PostgreSQL, url: 'jdbc:postgresql://db/a',"
            + " credentialsSecretRef: {name: x}%s}\n";
    assertThat(ReleaseIdentity.of(Stacks.of(source.formatted(", connectionLimit: 90"))))
        .isEqualTo(ReleaseIdentity.of(Stacks.of(source.formatted(""))))
        .isNotEqualTo(ReleaseIdentity.of(Stacks.of(source.formatted(", maxConnections: 9"))));
  }

  private static String identity(String more) {
    return ReleaseIdentity.of(Stacks.of(SOURCES + more + "\n"));
  }

  @ParameterizedTest
  @MethodSource("inPlace")
  void identity_afterAChangeInPlace_isTheSame(String change) {
    assertThat(identity(change)).isEqualTo(identity(""));
  }

  @ParameterizedTest
  @MethodSource("rolledOut")
  void identity_afterAnyOtherChange_isAnother(String change) {
    assertThat(identity(change)).isNotEqualTo(identity(""));
  }

  @Test
  void tables_nameEveryFieldOfASpecification() {
    List<String> named =
        Stream.of(IN_PLACE.stream(), ROLLED_OUT.stream(), Stream.of(SOURCES))
            .flatMap(lines -> lines)
            .map(line -> line.substring(0, line.indexOf(':')))
            .distinct()
            .toList();
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(StackSpec.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  @Test
  void identity_afterTheSameHostIsServedInAnotherWay_isTheSame() {
    String ingress = "gateway: {ingress: {host: a.example.com%s}}";
    assertThat(
            identity(
                ingress.formatted(", className: nginx, annotations: {a: b}, tlsSecretName: t")))
        .isEqualTo(identity(ingress.formatted("")))
        .isNotEqualTo(identity(""));
    String route = "gateway: {httpRoute: {host: a.example.com, gateway: %s}}";
    assertThat(identity(route.formatted("b, gatewayNamespace: c, sectionName: d")))
        .isEqualTo(identity(route.formatted("a")))
        .isNotEqualTo(identity(ingress.formatted("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sources:\n- {name: samples, type: Files, files: [{table: weather, path: data/x.csv}]}",
        "sources:\n- {name: others, type: Files, files: [{table: weather, path: data/w.csv}]}"
      })
  void identity_ofOtherSources_isAnother(String sources) {
    assertThat(ReleaseIdentity.of(Stacks.of(sources + "\n"))).isNotEqualTo(identity(""));
  }

  @Test
  void identity_afterTheOperatorsOwnRelease_isThatOfItsImages() {
    StackInput stack = Stacks.of(SOURCES);
    Images newer = new Images("ghcr.io/mcpstack", "0.2.0", List.of(), Map.of());
    assertThat(ReleaseIdentity.of(with(stack, newer, "0"))).isNotEqualTo(identity(""));
    assertThat(ReleaseIdentity.of(with(stack, stack.images(), "1"))).isEqualTo(identity(""));
  }

  private static StackInput with(StackInput stack, Images images, String checksum) {
    return new StackInput(
        stack.namespace(), stack.name(), stack.spec(), images, "elsewhere", checksum);
  }

  /** Else an operator whose release brings a key with a default would roll out every stack. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode: Split",
        "gateway: {auth: {required: true}}",
        "localData: {enabled: true, pods: {scheduling: {spread: true}}}",
        "limits: {callBudget: 15s}",
      })
  void default_thatIsWritten_changesNothing(String written) {
    assertThat(identity(written)).isEqualTo(identity(""));
  }
}
