package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What there is in a namespace when something has failed. */
final class Diagnostics {
  private static final int EVENTS = 40;
  private static final int LINES = 60;

  private Diagnostics() {}

  static String of(KubernetesClient client, String namespace) {
    return "namespace "
        + namespace
        + part("stacks", () -> stacks(client, namespace))
        + part("pods", () -> pods(client, namespace))
        + part("events", () -> events(client, namespace))
        + part("logs", () -> logs(client, namespace));
  }

  private static String part(String name, Supplier<String> look) {
    String text;
    try {
      text = look.get();
    } catch (KubernetesClientException e) {
      text = e.toString();
    }
    return text.isBlank() ? "" : "\n" + name + "\n" + text.strip().indent(2).stripTrailing();
  }

  private static String stacks(KubernetesClient client, String namespace) {
    return Stack.resources(client).inNamespace(namespace).list().getItems().stream()
        .map(Diagnostics::text)
        .collect(Collectors.joining("\n"));
  }

  private static String text(GenericKubernetesResource stack) {
    return stack.getMetadata().getName()
        + Condition.of(stack).stream().map(each -> "\n  " + each).collect(Collectors.joining());
  }

  private static String pods(KubernetesClient client, String namespace) {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .map(Pods::text)
        .collect(Collectors.joining("\n"));
  }

  private static String events(KubernetesClient client, String namespace) {
    List<Event> events =
        client.v1().events().inNamespace(namespace).list().getItems().stream()
            .sorted(Comparator.comparing(Diagnostics::time))
            .toList();
    return events.stream()
        .skip(Math.max(0, events.size() - EVENTS))
        .map(each ->
            time(each)
                + " "
                + each.getInvolvedObject().getKind()
                + "/"
                + each.getInvolvedObject().getName()
                + " "
                + each.getReason()
                + ": "
                + each.getMessage())
        .collect(Collectors.joining("\n"));
  }

  private static String time(Event event) {
    if (event.getLastTimestamp() != null) {
      return event.getLastTimestamp();
    }
    return event.getEventTime() == null ? "" : event.getEventTime().getTime();
  }

  private static String logs(KubernetesClient client, String namespace) {
    StringBuilder text = new StringBuilder();
    for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
      for (ContainerStatus container : pod.getStatus().getContainerStatuses()) {
        String name = pod.getMetadata().getName();
        if (container.getRestartCount() > 0) {
          text.append(log(client, namespace, name, container.getName(), true));
        }
        text.append(log(client, namespace, name, container.getName(), false));
      }
    }
    return text.toString();
  }

  private static String log(
      KubernetesClient client, String namespace, String pod, String container, boolean previous) {
    String head = "--- " + pod + "/" + container + (previous ? ", the one before\n" : "\n");
    try {
      ContainerResource log =
          client.pods().inNamespace(namespace).withName(pod).inContainer(container);
      String lines =
          previous
              ? log.terminated().tailingLines(LINES).getLog()
              : log.tailingLines(LINES).getLog();
      return head + lines.strip() + "\n";
    } catch (KubernetesClientException e) {
      return head + e.getMessage() + "\n";
    }
  }
}
