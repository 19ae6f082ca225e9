package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Collectors;

/** Pods in a line each. */
final class Pods {
  private Pods() {}

  /** Those of a namespace. */
  static String text(KubernetesClient client, String namespace) {
    return text(client.pods().inNamespace(namespace).list().getItems());
  }

  static String text(List<Pod> pods) {
    return pods.isEmpty()
        ? "no pods"
        : pods.stream().map(Pods::text).collect(Collectors.joining("; "));
  }

  static String text(Pod pod) {
    String conditions =
        pod.getStatus().getConditions().stream()
            .filter(each -> !"True".equals(each.getStatus()) && each.getMessage() != null)
            .map(each -> " " + each.getReason() + ": " + each.getMessage())
            .collect(Collectors.joining());
    String containers =
        pod.getStatus().getContainerStatuses().stream()
            .map(Pods::text)
            .collect(Collectors.joining());
    String ending = pod.getMetadata().getDeletionTimestamp() == null ? "" : ", ending";
    return pod.getMetadata().getName()
        + " "
        + pod.getStatus().getPhase()
        + ending
        + conditions
        + containers;
  }

  private static String text(ContainerStatus container) {
    String restarts =
        container.getRestartCount() == 0 ? "" : ", restarts " + container.getRestartCount();
    return " [" + container.getName() + " " + text(container.getState()) + restarts + "]";
  }

  private static String text(ContainerState state) {
    if (state.getWaiting() != null) {
      return state.getWaiting().getReason() + " " + state.getWaiting().getMessage();
    }
    return state.getTerminated() == null
        ? "running"
        : "ended with "
            + state.getTerminated().getExitCode()
            + " "
            + state.getTerminated().getReason();
  }

  /** Whether it answers. */
  static boolean isReady(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus().getConditions().stream()
            .anyMatch(each -> each.getType().equals("Ready") && each.getStatus().equals("True"));
  }
}
