package dev.mcpstack.operator.runtime;

import dev.mcpstack.operator.apply.Applied;
import dev.mcpstack.operator.crd.StackResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A reconciler whose looks are counted, with when the next look at each stack is due. */
@ControllerConfiguration(name = "mcpstack", fieldManager = Applied.MANAGER)
final class CountedLooks implements Reconciler<StackResource> {
  private final Reconciler<StackResource> reconciler;
  private final AtomicInteger begun = new AtomicInteger();
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();

  CountedLooks(Reconciler<StackResource> reconciler) {
    this.reconciler = reconciler;
  }

  /** How many there were. */
  int begun() {
    return begun.get();
  }

  /** After how long each stack is looked at again, as its last look said. */
  Map<String, Duration> delays() {
    return Map.copyOf(delays);
  }

  @Override
  public List<EventSource<?, StackResource>> prepareEventSources(
      EventSourceContext<StackResource> context) {
    return reconciler.prepareEventSources(context);
  }

  @Override
  public UpdateControl<StackResource> reconcile(StackResource stack, Context<StackResource> context)
      throws Exception {
    begun.incrementAndGet();
    UpdateControl<StackResource> control = reconciler.reconcile(stack, context);
    delays.put(
        stack.getMetadata().getNamespace() + "/" + stack.getMetadata().getName(),
        control.getScheduleDelay().map(Duration::ofMillis).orElse(Duration.ZERO));
    return control;
  }
}
