package dev.mcpstack.operator.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What keeps a pod from getting ready, and does not pass by itself. */
public final class PodTrouble {
  private static final Set<String> PULL =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");
  private static final Set<String> CONFIG =
      Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

  /** A kubelet says the cause and that it waits in turn: what is said must not change with it. */
  private static final Pattern WAITS =
      Pattern.compile("^Back-off pulling image \"[^\"]*\"(: ErrImagePull: |: )?");

  private PodTrouble() {}

  /** The trouble of a pod, if it has any. */
  public static Optional<Finding> of(LiveObject pod) {
    if (pod.text("metadata", "deletionTimestamp").isPresent()) {
      return Optional.empty();
    }
    for (Object status : pod.items("status", "containerStatuses")) {
      String waiting = text(status, "state", "waiting", "reason");
      String message = text(status, "state", "waiting", "message");
      if (PULL.contains(waiting)) {
        return Optional.of(pull(pod, text(status, "image"), waiting, message));
      }
      if (CONFIG.contains(waiting)) {
        return Optional.of(finding(Reason.POD_NOT_STARTED, pod, waiting, message));
      }
      if (waiting.equals("CrashLoopBackOff")) {
        String code = text(status, "lastState", "terminated", "exitCode");
        return Optional.of(
            finding(Reason.POD_CRASHES, pod, waiting, "the last exit code was " + code));
      }
    }
    return unschedulable(pod);
  }

  private static Finding pull(LiveObject pod, String image, String waiting, String message) {
    List<String> secrets = new ArrayList<>();
    pod.items("spec", "imagePullSecrets").forEach(secret -> secrets.add(text(secret, "name")));
    String cause = WAITS.matcher(message).replaceFirst("");
    return new Finding(
        Reason.IMAGE_NOT_PULLED,
        "Pod "
            + pod.name()
            + ", image "
            + image
            + ": "
            + RefusalText.sentence(cause.isEmpty() ? waiting : cause)
            + (secrets.isEmpty()
                ? " No pull secret is named."
                : " Pull secrets are " + String.join(", ", secrets) + "."));
  }

  private static Optional<Finding> unschedulable(LiveObject pod) {
    Map<String, String> wanted =
        Map.of("type", "PodScheduled", "status", "False", "reason", "Unschedulable");
    for (Object condition : pod.items("status", "conditions")) {
      Map<String, String> found =
          wanted.keySet().stream()
              .collect(Collectors.toMap(key -> key, key -> text(condition, key)));
      if (found.equals(wanted)) {
        String message = text(condition, "message");
        return Optional.of(
            finding(
                message.toLowerCase(Locale.ROOT).contains("persistentvolumeclaim")
                    ? Reason.STORAGE_NOT_BOUND
                    : Reason.POD_NOT_SCHEDULED,
                pod,
                "Unschedulable",
                message));
      }
    }
    return Optional.empty();
  }

  private static Finding finding(Reason reason, LiveObject pod, String what, String message) {
    String said = message.isEmpty() ? what : what + ": " + message;
    return new Finding(reason, "Pod " + pod.name() + ": " + RefusalText.sentence(said));
  }

  private static String text(Object tree, String... path) {
    return Trees.at(tree, path).map(String::valueOf).orElse("");
  }
}
