package dev.mcpstack.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PodTroubleTest {
  private static LiveObject pod(String name, String status) {
    return Live.of("Pod", name, "spec: {imagePullSecrets: []}\nstatus: " + status + "\n");
  }

  private static LiveObject waiting(String name, String reason, String message) {
    return pod(
        name,
        "{containerStatuses: [{state: {running: {}}}, {state: {waiting: {reason: "
            + reason
            + ", message: '"
            + message
            + "'}}, lastState: {terminated: {exitCode: 78}}}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "CreateContainerConfigError, POD_NOT_STARTED, 'Pod a: CreateContainerConfigError: so.'",
    "CreateContainerError, POD_NOT_STARTED, 'Pod a: CreateContainerError: so.'",
    "RunContainerError, POD_NOT_STARTED, 'Pod a: RunContainerError: so.'",
    "CrashLoopBackOff, POD_CRASHES, 'Pod a: CrashLoopBackOff: the last exit code was 78.'",
  })
  void trouble_ofAContainerThatWaits_saysWhy(String waiting, Reason reason, String detail) {
    assertThat(PodTrouble.of(waiting("a", waiting, "so"))).contains(new Finding(reason, detail));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"})
  void trouble_ofAnImage_namesImageAndPullSecrets(String waiting) {
    String status =
        "{containerStatuses: [{image: 'registry.example.com/gateway:9', state: {waiting: {reason: "
            + waiting
            + ", message: not found}}}]}";
    assertThat(PodTrouble.of(pod("a", status)))
        .contains(
            new Finding(
                Reason.IMAGE_NOT_PULLED,
                "Pod a, image registry.example.com/gateway:9: not found. No pull secret is"
                    + " named."));
    LiveObject named =
        Live.of("Pod", "a", "spec: {imagePullSecrets: [{name: x}, {name: y}]}\nstatus: " + status);
    assertThat(PodTrouble.of(named).map(Finding::detail))
        .hasValueSatisfying(detail -> assertThat(detail).endsWith("Pull secrets are x, y."));
  }

  /** A kubelet tries and waits in turn: were it said each time, the status would never rest. */
  @Test
  void trouble_ofAnImageThatIsTriedAgain_staysTheSame() {
    Optional<Finding> tried = PodTrouble.of(waiting("a", "ErrImagePull", "rpc error: not found"));
    assertThat(
            PodTrouble.of(
                waiting(
                    "a",
                    "ImagePullBackOff",
                    "Back-off pulling image \"x:1\": ErrImagePull: rpc error: not found")))
        .isEqualTo(tried);
    assertThat(
            PodTrouble.of(waiting("a", "ImagePullBackOff", "Back-off pulling image \"x:1\""))
                .map(Finding::detail))
        .hasValueSatisfying(detail -> assertThat(detail).contains(": ImagePullBackOff."));
  }

  @ParameterizedTest
  @CsvSource({
    "0/3 nodes, POD_NOT_SCHEDULED",
    "pod has unbound immediate PersistentVolumeClaims, STORAGE_NOT_BOUND",
  })
  void trouble_ofAPodWithoutANode_saysWhatTheSchedulerSays(String said, Reason reason) {
    LiveObject pod =
        pod(
            "a",
            "{conditions: [{type: Ready, status: 'False'}, {type: PodScheduled, status: 'False',"
                + " reason: Unschedulable, message: "
                + said
                + "}]}");
    assertThat(PodTrouble.of(pod))
        .contains(new Finding(reason, "Pod a: Unschedulable: " + said + "."));
  }

  @Test
  void trouble_ofAPodThatGoes_isNone() {
    LiveObject pod =
        Live.of(
            "Pod",
            "a",
            "{metadata: {deletionTimestamp: now}, status: {containerStatuses: [{state: {waiting:"
                + " {reason: CrashLoopBackOff}}}]}}");
    assertThat(PodTrouble.of(pod)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]}",
        "{containerStatuses: [{state: {waiting: {reason: PodInitializing}}}]}",
        "{containerStatuses: [{state: {terminated: {exitCode: 1}}}]}",
        "{conditions: [{type: PodScheduled, status: 'True', reason: Unschedulable}]}",
        "{conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated}]}",
      })
  void trouble_ofWhatPassesByItself_isNone(String status) {
    assertThat(PodTrouble.of(pod("a", status))).isEmpty();
  }

  @Test
  void detail_ofALongMessage_isCut() {
    String detail =
        PodTrouble.of(waiting("a", "ErrImagePull", "x".repeat(1000))).orElseThrow().detail();
    assertThat(detail).contains("x".repeat(300) + "...").hasSizeLessThan(400);
  }
}
