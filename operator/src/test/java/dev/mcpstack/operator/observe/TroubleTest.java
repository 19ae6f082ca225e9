package dev.mcpstack.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TroubleTest {
  private static LiveObject crashes(String name) {
    return Live.of(
        "Pod",
        name,
        "status: {containerStatuses: [{state: {waiting: {reason: CrashLoopBackOff}}, lastState:"
            + " {terminated: {exitCode: 1}}}]}");
  }

  private static LiveObject unbound(String name) {
    return Live.of(
        "Pod",
        name,
        "status: {conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable,"
            + " message: pod has unbound immediate PersistentVolumeClaims}]}");
  }

  private static LiveObject failing(String name, String message) {
    return Live.of(
        "Deployment",
        name,
        """
        status:
          conditions:
          - {type: Progressing, status: 'True', message: fine}
          - {type: ReplicaFailure, status: 'True', reason: FailedCreate, message: '%s'}
        """
            .formatted(message));
  }

  private static Optional<Finding> first(LiveObject... objects) {
    return Trouble.first(new Observed(List.of(objects)));
  }

  @Test
  void first_ofSeveral_isThatOfTheFirstName() {
    assertThat(first(crashes("c"), crashes("b"), Live.of("Pod", "a", "{}")).map(Finding::detail))
        .contains("Pod b: CrashLoopBackOff: the last exit code was 1.");
    assertThat(first()).isEmpty();
  }

  @Test
  void podWithoutVolume_namesTheClaimsThatWait() {
    LiveObject bound = Live.of("PersistentVolumeClaim", "a", "status: {phase: Bound}");
    LiveObject waits =
        Live.of(
            "PersistentVolumeClaim",
            "data-sales-tokens-0",
            "{spec: {storageClassName: fast, resources: {requests: {storage: 1Gi}}}, status:"
                + " {phase: Pending}}");
    assertThat(first(unbound("p"), bound, waits))
        .contains(
            new Finding(
                Reason.STORAGE_NOT_BOUND,
                "The claim data-sales-tokens-0 of 1Gi and storage class fast is pending."));
    LiveObject plain = Live.of("PersistentVolumeClaim", "b", "status: {phase: Pending}");
    assertThat(first(unbound("p"), plain).map(Finding::detail))
        .contains("The claim b and the cluster's own storage class is pending.");
    assertThat(first(unbound("p"), bound).map(Finding::detail))
        .contains("Pod p: Unschedulable: pod has unbound immediate PersistentVolumeClaims.");
  }

  /** A claim that waits for its first pod is as it should be. */
  @Test
  void claimThatWaits_alone_isNoTrouble() {
    assertThat(first(Live.of("PersistentVolumeClaim", "b", "status: {phase: Pending}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'pods is forbidden: exceeded quota: q, limited: pods=0', QUOTA_EXCEEDED",
    "'pods is forbidden: failed quota: q: must specify limits.cpu', QUOTA_EXCEEDED",
    "'pods is forbidden: violates PodSecurity restricted:latest', POD_REFUSED",
    "'pods is forbidden: maximum cpu usage per Container is 1', POD_REFUSED",
    "'admission webhook w denied the request', POD_REFUSED",
  })
  void deploymentWhosePodsAreRefused_saysWhy(String said, Reason reason) {
    assertThat(first(failing("sales-r1-gateway", said)))
        .contains(new Finding(reason, "Deployment sales-r1-gateway: " + said + "."));
    LiveObject healed =
        Live.of(
            "Deployment", "a", "status: {conditions: [{type: ReplicaFailure, status: 'False'}]}");
    assertThat(first(healed)).isEmpty();
    assertThat(first(failing("a", said), crashes("p")).map(Finding::reason))
        .contains(Reason.POD_CRASHES);
  }
}
