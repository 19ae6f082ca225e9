package dev.mcpstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.YamlTree;
import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.RecordShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes together in the part of a stack that is about a cluster. */
final class ClusterRulesTest {
  private static final String FILES =
      "sources: [{name: a, type: Files, files: [{table: t, path: data/t.csv}]}]\n";

  private static List<String> problems(String spec) {
    Bound<StackSpec> bound =
        RecordShape.of(StackSpec.class)
            .bind(YamlTree.parseAll("spec", FILES + spec).getFirst().root());
    return bound.found().stream().map(Problem::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls: {mode: 'Off'} | tls.mode: found Off, expected Own or CertManager, since mode is not Unified",
        "'mode: Unified\ngateway: {pods: {replicas: 2}}' | gateway.pods: found several, expected one pod, since mode is Unified: or choose mode Split",
        "tls: {mode: CertManager} | tls.issuerRef: found nothing, expected an issuer if mode is CertManager, and only then: add one or remove the other",
        "tls: {issuerRef: {name: x}} | tls.issuerRef: found an issuer, expected an issuer if mode is CertManager, and only then: add one or remove the other",
        "tls: {certificateLifetime: 59m} | tls.certificateLifetime: found less, expected at least 1h",
        "tls: {certificateLifetime: 2h, authorityLifetime: 23h} | tls.authorityLifetime: found less, expected at least 24h",
        "tls: {certificateLifetime: 25h, authorityLifetime: 24h} | tls.certificateLifetime: found more, expected at most authorityLifetime: lower it, or raise that",
        "rollout: {progressDeadline: 0s} | rollout.progressDeadline: found 0, expected a duration above 0, such as 10m",
        "rollout: {verificationDeadline: 0s} | rollout.verificationDeadline: found 0, expected a duration above 0, such as 5m",
        "rollout: {promotionDeadline: 0s} | rollout.promotionDeadline: found 0, expected a duration above 0, such as 24h",
        "'rollout: {verification: {checks: [{name: a, tool: t, expect: {rows: 1}}]}}' | 'rollout.verification.checks[0].expect.rows: found rows, expected a JSON pointer such as /rows'",
        "'rollout: {verification: {checks: [{name: a, tool: t, maxDuration: 0s}]}}' | 'rollout.verification.checks[0].maxDuration: found 0, expected a duration above 0, such as 5s'",
        "'rollout: {verification: {checks: [{name: a, tool: t}, {name: a, tool: u}]}}' | 'rollout.verification.checks[1].name: found \"a\", expected a name that no other has (checks[0] has it): rename one of them'",
        "rollout: {promote: 2, abort: 2} | rollout.promote: found 2, expected another revision than abort names",
        "'tokenStore: {managed: {}, external: {nodes: [''a:1'']}}' | tokenStore.external: found managed and external, expected one of them: remove the other",
        "'tokenStore: {external: {nodes: [''a:1'', ''b:1'']}}' | tokenStore.external.nodes: found 2 nodes, expected one node, or topology sentinel or cluster",
        "'tokenStore: {external: {topology: sentinel, nodes: [''a:1'']}}' | tokenStore.external.primary: found nothing, expected the name that the sentinels give the primary",
        "'gateway: {pods: {autoscaling: {minReplicas: 3, maxReplicas: 2}}}' | gateway.pods.autoscaling.minReplicas: found 3, expected at most maxReplicas (2): lower it, or raise that",
        "'gateway: {pods: {env: [{name: A}]}}' | gateway.pods.env[0].value: found neither value nor secretKeyRef, expected one of them",
        "'gateway: {pods: {env: [{name: A, value: b, secretKeyRef: {name: c, key: d}}]}}' | gateway.pods.env[0].value: found value and secretKeyRef, expected one of them",
        "'gateway: {pods: {env: [{name: MCPSTACK_A, value: b}]}}' | 'gateway.pods.env[0].name: found \"MCPSTACK_A\", expected a name that does not begin with MCPSTACK_: those are the servers'' own'",
        "'gateway: {pods: {env: [{name: A, value: b}, {name: A, value: c}]}}' | 'gateway.pods.env[1].name: found \"A\", expected a name that no other has (env[0] has it): rename one of them'",
        "'localData: {pods: {volumes: [{name: a, mountPath: /a}]}}' | 'localData.pods.volumes[0].claimName: found 0 of claimName, secretName and configMapName, expected exactly one of them'",
        "'localData: {pods: {volumes: [{name: a, mountPath: /app/a, claimName: b}]}}' | 'localData.pods.volumes[0].mountPath: found \"/app/a\", expected another folder: /etc/mcpstack and /app are the servers'' own'",
        "'servers: [{name: a, url: ''https://a''}, {name: a, url: ''https://b''}]' | 'servers[1].name: found \"a\", expected a name that no other has (servers[0] has it): rename one of them'",
        "'localData: {enabled: false}\ndataScience: {enabled: false}' | localData.enabled: found false, expected true, since dataScience.enabled is false: a stack has one of them",
      })
  void brokenRule_isNamedWithTheFix(String spec, String problem) {
    assertThat(problems(spec)).containsExactly(problem);
  }

  @Test
  void wholeSpecification_isTaken() {
    assertThat(
            problems(
                """
                mode: Split
                release: 0.2.0
                images: {registry: r, pullPolicy: Never, pullSecrets: [s]}
                tls: {mode: CertManager, issuerRef: {name: x}}
                gateway:
                  certificateSecretName: c
                  ingress: {host: a.b, className: c, tlsSecretName: d, annotations: {e: f}}
                  httpRoute: {host: a.b, gateway: c, gatewayNamespace: d, sectionName: e}
                  pods: {replicas: 2, image: i, env: [{name: A, secretKeyRef: {name: b, key: c}}]}
                dataScience:
                  pods:
                    resources: {requests: {cpu: 500m}, limits: {memory: 1Gi}}
                    scheduling: {nodeSelector: {a: b}, tolerations: [{key: c}], affinity: {podAffinity: {}}, priorityClassName: d, spread: false}
                    volumes: [{name: a, mountPath: /a, configMapName: b, readOnly: false}]
                tokenStore: {managed: {image: i, storage: {size: 2Gi, className: c}}}
                networkPolicy: {sourceCidrs: [10.0.0.0/8], sourcePorts: [3128], clientNamespaces: {a: b}}
                observability: {serviceMonitor: true, interval: 15s}
                dataPolicy: Delete
                """))
        .isEmpty();
  }
}
