package dev.mcpstack.mcp.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.contract.handle.NewHandle;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong around a handler must neither keep its place nor leave it running. */
class ToolDispatcherTest {
  private static final ToolOutcome DONE = ToolOutcome.complete("done", Map.of());

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Cancellation cancellation = new Cancellation();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  @Test
  void thread_thatCannotStart_givesThePlaceBack() {
    boolean[] full = {true};
    ToolDispatcher dispatcher =
        dispatcher(
            new InMemoryHandleStore(),
            (_, _) -> DONE,
            1_000,
            task -> {
              if (full[0]) {
                throw new RejectedExecutionException("no more threads");
              }
              task.run();
            });

    assertThatThrownBy(() -> call(dispatcher)).isInstanceOf(RejectedExecutionException.class);
    full[0] = false;

    assertThat(call(dispatcher).status()).isEqualTo(ToolOutcome.Status.COMPLETE);
    assertThat(running()).isZero();
  }

  @Test
  void handle_thatCannotBeMade_failsTheCallAndEndsTheWork() {
    StackException away = new StackException(ContractError.PEER_UNAVAILABLE, "The store is away.");

    ToolOutcome expected = call(dispatcher(new NoStore(() -> away), blocking(), 1, virtual()));

    assertThat(expected.status()).isEqualTo(ToolOutcome.Status.FAILED);
    assertThat(expected.markdown()).contains("PEER_UNAVAILABLE", "The store is away.");
    assertThat(cancellation.isCancelled()).isTrue();
  }

  @Test
  void handle_thatCannotBeMadeForAnUnknownReason_failsWithAnIncident() {
    RuntimeException odd = new IllegalStateException("hunter2");

    ToolOutcome outcome = call(dispatcher(new NoStore(() -> odd), blocking(), 1, virtual()));

    assertThat(outcome.markdown()).contains("INTERNAL_ERROR").doesNotContain("hunter2");
    assertThat(cancellation.isCancelled()).isTrue();
    assertThat(meters.get("mcpstack.tool.errors").counter().count()).isEqualTo(1);
  }

  /** A release is measured by how agents fare, and the doctor's calls are often of another kind. */
  @Test
  void callOfTheDoctor_isNotAmongThoseThatAReleaseIsMeasuredBy() {
    ToolDispatcher dispatcher =
        dispatcher(new InMemoryHandleStore(), (_, _) -> DONE, 1_000, virtual());
    Principal doctor = Principal.withAllScopes(Principal.DOCTOR);

    assertThat(dispatcher.call(McpCall.of(doctor, "c", cancellation), "tool", Map.of()))
        .isEqualTo(DONE);
    assertThat(meters.find("mcpstack.calls").timer()).isNull();
    assertThat(meters.get("mcpstack.tool.calls").timer().count()).isEqualTo(1);

    call(dispatcher);
    assertThat(meters.get("mcpstack.calls").timer().count()).isEqualTo(1);
  }

  @Test
  void call_ofACancelledContext_isNotMade() {
    cancellation.cancel();

    ToolOutcome outcome =
        call(dispatcher(new InMemoryHandleStore(), (_, _) -> DONE, 1_000, virtual()));

    assertThat(outcome.markdown()).contains("CALL_CANCELLED");
  }

  @Test
  void caller_thatIsInterrupted_cancelsItsCall() {
    ToolDispatcher dispatcher =
        dispatcher(new InMemoryHandleStore(), blocking(), 60_000, virtual());

    String answer =
        CompletableFuture.supplyAsync(
                () -> {
                  Thread.currentThread().interrupt();
                  return call(dispatcher).markdown() + Thread.currentThread().isInterrupted();
                },
                virtual())
            .join();

    assertThat(answer).contains("CALL_CANCELLED").endsWith("true");
    assertThat(cancellation.isCancelled()).isTrue();
  }

  @Test
  void jobs_whoseHandlesAreGone_areEnded() {
    long[] now = {0};
    JobTable jobs = jobs(new InMemoryHandleStore(() -> now[0]));
    ToolDispatcher dispatcher = dispatcher(jobs, blocking(), 1, virtual());
    assertThat(call(dispatcher).status()).isEqualTo(ToolOutcome.Status.PENDING);

    jobs.sweep();
    assertThat(cancellation.isCancelled()).isFalse();
    now[0] = Duration.ofMinutes(2).toNanos();
    jobs.sweep();

    assertThat(cancellation.isCancelled()).isTrue();
  }

  @Test
  void digest_dependsOnTheToolAndItsArgumentsButNotOnTheirOrder() {
    Map<String, Object> one = new java.util.LinkedHashMap<>(Map.of("a", 1));
    one.put("b", 2);
    Map<String, Object> two = new java.util.LinkedHashMap<>(Map.of("b", 2));
    two.put("a", 1);

    assertThat(CallDigest.of("t", one)).isEqualTo(CallDigest.of("t", two)).matches("[0-9a-f]{64}");
    assertThat(CallDigest.of("u", one)).isNotEqualTo(CallDigest.of("t", one));
    assertThat(CallDigest.of("t", Map.of("a", 1))).isNotEqualTo(CallDigest.of("t", one));
    assertThat(CallDigest.of("t", Map.of("o", one)))
        .isEqualTo(CallDigest.of("t", Map.of("o", two)));
  }

  @Test
  void digest_ofArgumentsThatReadAlike_differs() {
    List<Map<String, Object>> alike =
        List.of(
            Map.of(),
            Map.of("a", "1"),
            Map.of("a", 1),
            Map.of("a", List.of(1)),
            Map.of("a", List.of(List.of(1))),
            Map.of("a", "1, b=2"),
            Map.of("a", "1", "b", "2"),
            Map.of("a", List.of("1", "2")),
            Map.of("a", List.of("1, 2")),
            Map.of("a", Map.of("b", "2")),
            Map.of("a", "{b=2}"),
            Map.of("a", true),
            Map.of("a", "true"));

    assertThat(alike.stream().map(arguments -> CallDigest.of("t", arguments)))
        .doesNotHaveDuplicates();
    assertThat(CallDigest.of("ta", Map.of())).isNotEqualTo(CallDigest.of("t", Map.of("a", "")));
  }

  private ToolOutcome call(ToolDispatcher dispatcher) {
    return dispatcher.call(McpCall.of(Principal.ANONYMOUS, "c", cancellation), "tool", Map.of());
  }

  private double running() {
    return meters.get("mcpstack.tool.calls.running").gauge().value();
  }

  /** Works until it is cancelled. */
  private static ToolEntry.Invoker blocking() {
    return (call, _) -> {
      Cancellation cancelled = call.context().cancellation();
      CountDownLatch ended = new CountDownLatch(1);
      try (var _ = cancelled.onCancel(ended::countDown)) {
        ended.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      cancelled.throwIfCancelled();
      return DONE;
    };
  }

  private static Executor virtual() {
    return Thread::startVirtualThread;
  }

  private static JobTable jobs(HandleStore store) {
    return new JobTable(store, new Owner("test", ""), Duration.ofMinutes(1));
  }

  private ToolDispatcher dispatcher(
      HandleStore store, ToolEntry.Invoker invoker, long budgetMillis, Executor threads) {
    return dispatcher(jobs(store), invoker, budgetMillis, threads);
  }

  private ToolDispatcher dispatcher(
      JobTable jobs, ToolEntry.Invoker invoker, long budgetMillis, Executor threads) {
    ToolDefinition definition =
        new ToolDefinition("tool", Map.of("name", "tool"), Effect.READS, "any");
    return new ToolDispatcher(
        "test",
        ToolRegistry.fixed(List.of(new ToolEntry(definition, invoker, Timing.BUDGETED))),
        jobs,
        new CallLimits(Duration.ofMillis(budgetMillis), 1),
        new CallMetrics(meters, "test"),
        timer,
        threads);
  }

  /** A store that makes nothing. */
  private record NoStore(Supplier<RuntimeException> failure) implements HandleStore {
    @Override
    public HandleRecord create(NewHandle handle) {
      throw failure.get();
    }

    @Override
    public Lookup find(Principal principal, String name) {
      throw failure.get();
    }

    @Override
    public Lease lease(Principal principal, String name) {
      throw failure.get();
    }

    @Override
    public void release(Principal principal, String name) {
      throw failure.get();
    }

    @Override
    public void register(HandleRecord record, Duration remaining) {
      throw failure.get();
    }

    @Override
    public void end(String name, EndReason reason) {
      throw failure.get();
    }

    @Override
    public void complete(HandleRecord record) {
      throw failure.get();
    }

    @Override
    public Map<String, Presence> presence(Collection<String> names) {
      throw failure.get();
    }
  }
}
