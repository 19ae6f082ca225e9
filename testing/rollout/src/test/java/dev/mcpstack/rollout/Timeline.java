package dev.mcpstack.rollout;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** When a stack came into each phase of its rollouts, and when its selector moved. */
final class Timeline implements AutoCloseable {
  private final List<Mark> marks = new CopyOnWriteArrayList<>();
  private final List<Watch> watches;
  private final Consumer<Mark> listener;

  /**
   * Something that changed.
   *
   * @param what {@code phase}, {@code selector} or {@code leaving}
   * @param value what it is now
   * @param message what the stack's status says
   */
  record Mark(Instant at, String what, String value, String message) {}

  /**
   * Begins at once.
   *
   * @param listener is told of each change, by a thread of the client's
   */
  Timeline(KubernetesClient client, String stack, Consumer<Mark> listener) {
    this.listener = listener;
    watches =
        List.of(
            client
                .genericKubernetesResources("mcpstack.dev/v1alpha1", "McpStack")
                .inNamespace(Installation.NAMESPACE)
                .withName(stack)
                .watch(new Each<GenericKubernetesResource>(this::status)),
            client
                .services()
                .inNamespace(Installation.NAMESPACE)
                .withName(stack)
                .watch(new Each<Service>(this::selector)));
  }

  private record Each<T>(Consumer<T> action) implements Watcher<T> {
    @Override
    public void eventReceived(Action action, T resource) {
      action().accept(resource);
    }

    @Override
    public void onClose(@Nullable WatcherException cause) {}
  }

  private void status(GenericKubernetesResource stack) {
    String message =
        String.valueOf(Optional.<Object>ofNullable(stack.get("status", "message")).orElse(""));
    Optional.<Object>ofNullable(stack.get("status", "rollout", "phase"))
        .ifPresent(
            phase -> mark("phase", phase + " " + stack.get("status", "rollout", "to"), message));
    mark("leaving", leaving(stack), message);
  }

  private static String leaving(GenericKubernetesResource stack) {
    List<Map<String, Object>> all = stack.get("status", "rollout", "leaving");
    return Optional.ofNullable(all).orElse(List.of()).stream()
        .map(each -> each.get("why") + " " + each.get("revision"))
        .collect(Collectors.joining(", "));
  }

  private void selector(Service service) {
    mark("selector", service.getSpec().getSelector().getOrDefault("mcpstack.dev/revision", ""), "");
  }

  private synchronized void mark(String what, String value, String message) {
    Optional<Mark> last = last(what);
    if (last.isPresent() ? !last.get().value().equals(value) : !value.isEmpty()) {
      Mark mark = new Mark(Instant.now(), what, value, message);
      marks.add(mark);
      listener.accept(mark);
    }
  }

  private Optional<Mark> last(String what) {
    return marks.stream().filter(each -> each.what().equals(what)).reduce((_, next) -> next);
  }

  /** The first time something became so, after a time. */
  Optional<Instant> first(String what, String value, Instant after) {
    return marks.stream()
        .filter(each -> each.what().equals(what) && each.value().equals(value))
        .map(Mark::at)
        .filter(at -> !at.isBefore(after))
        .findFirst();
  }

  /** What it is now; empty if nothing was ever said of it. */
  String now(String what) {
    return last(what).map(Mark::value).orElse("");
  }

  /** All since then. */
  List<Mark> since(Instant after) {
    return marks.stream().filter(each -> !each.at().isBefore(after)).toList();
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }
}
