package dev.mcpstack.operator.runtime;

import dev.mcpstack.operator.crd.StackResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows every look at a stack from outside: how long it takes, how it ends, what it finds. A look
 * begins and ends on one thread. Thread-safe.
 */
final class Looks implements Metrics {
  private enum End {
    UNCHANGED,
    CHANGED,
    FAILED
  }

  /** One look; only its own thread changes it. */
  private static final class Look {
    private final HasMetadata stack;
    private final long began;
    private End end = End.UNCHANGED;
    private boolean worked;
    private boolean done;

    private Look(HasMetadata stack, long began) {
      this.stack = stack;
      this.began = began;
    }

    /** Without being done it has failed, for example because its status was not taken. */
    private End end() {
      return worked && !done ? End.FAILED : end;
    }
  }

  private static final ThreadLocal<@Nullable Look> MINE = new ThreadLocal<>();

  private final MeterRegistry registry;
  private final LongSupplier nanos;
  private final StackGauges stacks;
  private final Set<Look> running = ConcurrentHashMap.newKeySet();
  private final Set<ResourceID> waiting = ConcurrentHashMap.newKeySet();
  private final Set<ResourceID> retrying = ConcurrentHashMap.newKeySet();
  private volatile Predicate<ResourceID> exists = _ -> true;

  /**
   * Looks into this registry.
   *
   * @param nanos a clock as {@link System#nanoTime}
   */
  Looks(MeterRegistry registry, LongSupplier nanos) {
    this.registry = registry;
    this.nanos = nanos;
    this.stacks = new StackGauges(registry);
    OperatorMetric.RUNNING.gauge(registry, running::size);
    OperatorMetric.WAITING.gauge(registry, waiting::size);
    OperatorMetric.RETRYING.gauge(registry, retrying::size);
    for (End end : End.values()) {
      OperatorMetric.LOOKS.timer(registry, "outcome", text(end));
    }
  }

  @Override
  public void controllerRegistered(Controller<? extends HasMetadata> controller) {
    exists =
        stack ->
            controller.getEventSourceManager().getControllerEventSource().get(stack).isPresent();
  }

  /** A look that takes at least this long already, as {@code namespace/name}. */
  Optional<String> longerThan(Duration limit) {
    long now = nanos.getAsLong();
    return running.stream()
        .filter(look -> now - look.began >= limit.toNanos())
        .map(look ->
            look.stack.getMetadata().getNamespace() + "/" + look.stack.getMetadata().getName())
        .sorted()
        .findFirst();
  }

  @Override
  public void receivedEvent(Event event, Map<String, Object> metadata) {
    OperatorMetric.EVENTS.counter(registry).increment();
  }

  @Override
  public void reconcileCustomResource(
      HasMetadata stack, @Nullable RetryInfo retry, Map<String, Object> metadata) {
    waiting.add(ResourceID.fromResource(stack));
  }

  @Override
  public void reconciliationExecutionStarted(HasMetadata stack, Map<String, Object> metadata) {
    waiting.remove(ResourceID.fromResource(stack));
    Look look = new Look(stack, nanos.getAsLong());
    MINE.set(look);
    running.add(look);
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    Look look = MINE.get();
    if (look == null) {
      return execution.execute();
    }
    look.worked = true;
    try (LookLog.Scope _ = LookLog.of(look.stack)) {
      T result = execution.execute();
      look.end = found(look.stack, result);
      return result;
    } catch (Exception e) {
      look.end = End.FAILED;
      LookLog.failure(e);
      throw e;
    }
  }

  /** Notes what was found. */
  private End found(HasMetadata stack, Object result) {
    List<ConditionText> before =
        stack instanceof StackResource resource
            ? ConditionText.of(resource.getStatus())
            : List.of();
    Optional<List<ConditionText>> written =
        result instanceof UpdateControl<?> control && control.isPatchStatus()
            ? control
                .getResource()
                .filter(StackResource.class::isInstance)
                .map(resource -> ConditionText.of(((StackResource) resource).getStatus()))
            : Optional.empty();
    List<ConditionText> now = written.orElse(before);
    LookLog.changes(stacks.put(ResourceID.fromResource(stack), before, now), now);
    return written.isPresent() ? End.CHANGED : End.UNCHANGED;
  }

  @Override
  public void finishedReconciliation(HasMetadata stack, Map<String, Object> metadata) {
    retrying.remove(ResourceID.fromResource(stack));
    Look look = MINE.get();
    if (look != null) {
      look.done = true;
    }
  }

  @Override
  public void failedReconciliation(
      HasMetadata stack, Exception exception, Map<String, Object> metadata) {
    retrying.add(ResourceID.fromResource(stack));
    Look look = MINE.get();
    if (look != null && look.end != End.FAILED) {
      try (LookLog.Scope _ = LookLog.of(stack)) {
        LookLog.failure(exception); // Its status could not be written.
      }
    }
  }

  @Override
  public void reconciliationExecutionFinished(
      @Nullable HasMetadata stack, Map<String, Object> metadata) {
    Look look = MINE.get();
    if (look != null) {
      MINE.remove();
      running.remove(look);
      OperatorMetric.LOOKS
          .timer(registry, "outcome", text(look.end()))
          .record(Duration.ofNanos(nanos.getAsLong() - look.began));
      ResourceID id = ResourceID.fromResource(look.stack);
      if (!exists.test(id)) {
        forget(id); // What it found is about a stack that was deleted meanwhile.
      }
    } else if (stack != null) {
      forget(ResourceID.fromResource(stack)); // It was gone before anybody looked.
    }
  }

  @Override
  public void cleanupDoneFor(ResourceID stack, Map<String, Object> metadata) {
    forget(stack);
  }

  private void forget(ResourceID stack) {
    waiting.remove(stack);
    retrying.remove(stack);
    stacks.remove(stack);
  }

  private static String text(End end) {
    return end.name().toLowerCase(Locale.ROOT);
  }
}
