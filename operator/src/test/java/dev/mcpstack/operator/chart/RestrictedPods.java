package dev.mcpstack.operator.chart;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The restricted Pod Security Standard, and beyond it a root file system that can't be written and
 * a user with a number.
 */
final class RestrictedPods {
  private RestrictedPods() {}

  /** What a pod does that it shouldn't. */
  static List<String> violations(PodSpec pod) {
    List<String> found = new ArrayList<>();
    if (isTrue(pod.getHostNetwork()) || isTrue(pod.getHostPID()) || isTrue(pod.getHostIPC())) {
      found.add("a namespace of the host");
    }
    for (Volume volume : pod.getVolumes()) {
      if (Stream.of(
              volume.getConfigMap(),
              volume.getSecret(),
              volume.getEmptyDir(),
              volume.getProjected(),
              volume.getPersistentVolumeClaim(),
              volume.getDownwardAPI(),
              volume.getCsi(),
              volume.getEphemeral())
          .noneMatch(Objects::nonNull)) {
        found.add("volume " + volume.getName());
      }
    }
    PodSecurityContext context = pod.getSecurityContext();
    if (context == null) {
      return List.of("no security context");
    }
    if (!isTrue(context.getRunAsNonRoot())
        || context.getRunAsUser() == null
        || context.getRunAsUser() < 10_000) {
      found.add("a user that is root, unnamed or one of the host's");
    }
    if (context.getSeccompProfile() == null
        || !context.getSeccompProfile().getType().equals("RuntimeDefault")) {
      found.add("no seccomp profile");
    }
    Stream.of(pod.getContainers(), pod.getInitContainers())
        .flatMap(List::stream)
        .forEach(container -> container(container, found));
    return found;
  }

  private static void container(Container container, List<String> found) {
    SecurityContext context = container.getSecurityContext();
    if (context == null) {
      found.add("container without a security context");
      return;
    }
    if (!Boolean.FALSE.equals(context.getAllowPrivilegeEscalation())
        || isTrue(context.getPrivileged())) {
      found.add("more privileges");
    }
    if (!isTrue(context.getReadOnlyRootFilesystem())) {
      found.add("a root file system that can be written");
    }
    if (context.getCapabilities() == null
        || !Set.copyOf(context.getCapabilities().getDrop()).equals(Set.of("ALL"))
        || !context.getCapabilities().getAdd().isEmpty()) {
      found.add("capabilities");
    }
    if (Boolean.FALSE.equals(context.getRunAsNonRoot()) || context.getRunAsUser() != null) {
      found.add("a user of its own");
    }
    if (container.getPorts().stream().anyMatch(port -> port.getHostPort() != null)) {
      found.add("a port of the host");
    }
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }
}
