package dev.mcpstack.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.verification.UserChecks;
import dev.mcpstack.operator.observe.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CheckJobTest {
  private static final Instant UNTIL = Instant.parse("2027-01-01T00:05:00Z");
  private static final String FILES =
      "sources:\n- {name: a, type: Files, files: [{table: t, path: /p.csv}]}\n";

  private static Map<?, ?> pod(StackInput input, Optional<List<Manifest>> serving) {
    Manifest job = CheckJob.of(input, 2, UNTIL, serving).getLast();
    return (Map<?, ?>) Trees.at(job.tree(), "spec", "template", "spec").orElseThrow();
  }

  private static Object container(Map<?, ?> pod) {
    return ((List<?>) Trees.at(pod, "containers").orElseThrow()).getFirst();
  }

  private static String arguments(Map<?, ?> pod) {
    return ((List<?>) Trees.at(container(pod), "args").orElseThrow())
        .stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  static List<StackInput> stacks() {
    return GoldenTest.names().stream().map(GoldenTest::stack).toList();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void pod_isAsRestrictedAsOthers(StackInput input) {
    Map<?, ?> pod = pod(input, Optional.empty());
    assertThat(pod.get("securityContext")).isEqualTo(Containers.podSecurity());
    assertThat(Trees.at(container(pod), "securityContext")).contains(Containers.security());
    assertThat(pod.get("automountServiceAccountToken")).isEqualTo(false);
    assertThat(pod.get("restartPolicy")).isEqualTo("Never");
  }

  @Test
  void check_comparesWithWhatServes() {
    StackInput input = Stacks.of(FILES + "dataScience: {enabled: false}\ngateway: {port: 443}\n");
    assertThat(arguments(pod(input, Optional.of(List.of()))))
        .startsWith("verify --preview https://sales-preview.shop.svc:443/mcp")
        .contains("--serving https://sales.shop.svc:443/mcp")
        .contains("--expect localdata --")
        .contains("--ca-file /etc/mcpstack/ca/ca.crt")
        .contains("--result /dev/termination-log");
  }

  @Test
  void cellThatCantAnswer_isNotComparedWith() {
    assertThat(arguments(pod(Stacks.of(FILES), Optional.empty())))
        .contains("--expect localdata,datascience --")
        .doesNotContain("--serving");
  }

  @Test
  void acknowledgedTools_areNamed() {
    StackInput input =
        Stacks.of(FILES + "rollout: {verification: {acknowledgedTools: [forecast, cluster]}}\n");
    assertThat(arguments(pod(input, Optional.empty())))
        .endsWith("--acknowledged-tool forecast --acknowledged-tool cluster");
  }

  private static final String CHECKS =
      """
      rollout:
        verification:
          checks:
          - name: orders
            tool: execute_query
            arguments: {sql: SELECT 1, flag: 'True', hex: '0x1F', none: ~, deep: [{a: 1.5}, no]}
            expect: {/preview/0/0: 31044, /kind: '12'}
            tolerance: 10
            maxDuration: 5s
          - {name: other, tool: list_sources}
      """;

  /** Doctor reads what the stack says, whatever it looks like. */
  @Test
  void checksOfUsers_areReadAsTheyWereWritten() {
    StackInput input = Stacks.of(FILES + CHECKS);
    List<Manifest> made = CheckJob.of(input, 2, UNTIL, Optional.empty());
    assertThat(made).extracting(Manifest::kind).containsExactly("ConfigMap", "Job");
    Manifest file = made.getFirst();
    assertThat(file.name()).isEqualTo(made.getLast().name());
    assertThat(file.tree().get("immutable")).isEqualTo(true);
    String text = Trees.at(file.tree(), "data", "checks.yaml").map(String::valueOf).orElseThrow();
    assertThat(ConfigFile.parse("checks", text, UserChecks.class).checks())
        .isEqualTo(input.spec().rollout().verification().checks())
        .hasSize(2);
  }

  @Test
  void checksOfUsers_areMountedReadOnly() {
    Map<?, ?> pod = pod(Stacks.of(FILES + CHECKS), Optional.empty());
    assertThat(arguments(pod)).contains("--checks /etc/mcpstack/checks/checks.yaml");
    assertThat(String.valueOf(Trees.at(container(pod), "volumeMounts")))
        .contains("{name=checks, mountPath=/etc/mcpstack/checks, readOnly=true}");
  }

  private static Map<?, ?> recheck(String rollout) {
    StackInput input = Stacks.of(FILES + "rollout: {" + rollout + "}\n");
    return CheckJob.recheck(input, 2, UNTIL, Cell.release(input, 2)).getLast().tree();
  }

  private static String arguments(String rollout) {
    return arguments(
        (Map<?, ?>) Trees.at(recheck(rollout), "spec", "template", "spec").orElseThrow());
  }

  /** Its last round has the time to end before the observation does. */
  @Test
  void cellThatServes_isCheckedWhereAgentsCallIt() {
    assertThat(arguments("observation: 10m, verificationDeadline: 5m"))
        .startsWith(
            "verify --preview https://sales.shop.svc:8080/mcp --after-switch --repeat-for 450s")
        .contains("--deadline 150s")
        .doesNotContain("--serving");
    assertThat(arguments("observation: 1m"))
        .contains("--repeat-for 30s")
        .contains("--deadline 30s");
    assertThat(arguments("observation: 0s")).contains("--repeat-for 0s").contains("--deadline 1s");
    assertThat(Trees.at(recheck("observation: 10m"), "spec", "activeDeadlineSeconds"))
        .contains(600L);
    assertThat(Trees.at(recheck("observation: 3h"), "spec", "ttlSecondsAfterFinished"))
        .contains(10800L);
  }

  @Test
  void noChecks_noFile() {
    assertThat(CheckJob.of(Stacks.of(FILES), 2, UNTIL, Optional.empty()))
        .extracting(Manifest::kind)
        .containsExactly("Job");
    assertThat(arguments(pod(Stacks.of(FILES), Optional.empty()))).doesNotContain("--checks");
  }

  /** Each of the two cells may show somebody's own. */
  @Test
  void ownCertificates_areBelievedAsTheyAre() {
    StackInput before = Stacks.of(FILES + "gateway: {certificateSecretName: winter}\n");
    StackInput input = Stacks.of(FILES + "gateway: {certificateSecretName: summer}\n");
    Map<?, ?> pod = pod(input, Optional.of(Cell.release(before, 1)));
    assertThat(arguments(pod))
        .contains("--endpoint-certificate /etc/mcpstack/certificate/certificate-0/tls.crt")
        .contains("--endpoint-certificate /etc/mcpstack/certificate/certificate-1/tls.crt");
    assertThat(String.valueOf(pod.get("volumes"))).contains("summer").contains("winter");
    assertThat(String.valueOf(pod.get("volumes"))).doesNotContain("tls.key");
  }

  @Test
  void certificateOfTheStacksOwn_isBelievedByItsAuthority() {
    StackInput input = Stacks.of(FILES);
    assertThat(arguments(pod(input, Optional.of(Cell.release(input, 1)))))
        .doesNotContain("--endpoint-certificate");
  }
}
