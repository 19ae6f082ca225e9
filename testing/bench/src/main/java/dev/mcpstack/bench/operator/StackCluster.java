package dev.mcpstack.bench.operator;

import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.faults.Call;
import dev.mcpstack.testkit.faults.Faults;
import dev.mcpstack.testkit.rbac.Rbac;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The API that the operator works on, in this process: in memory, with controllers and pods. */
final class StackCluster implements AutoCloseable {
  static final String USER = Rbac.serviceAccount("mcpstack-system", "mcpstack-operator");
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final long STEP_MILLIS = 50;
  private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Predicate<Call> WORK = Faults.workOf(USER);

  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient user = kubernetes.client();
  private final ScheduledExecutorService controllers = Executors.newScheduledThreadPool(1);
  private final ScheduledFuture<?> steps;
  private int stacks;

  /** One with definition and chart. */
  StackCluster(Path root) throws IOException {
    kubernetes.install(Files.readString(root.resolve("crds/mcpstacks.mcpstack.dev.yaml")));
    kubernetes.install(Files.readString(root.resolve("helm/install.yaml")));
    kubernetes.createNamespace(FullStack.NAMESPACE);
    kubernetes.install(FullStack.secret());
    steps =
        controllers.scheduleWithFixedDelay(
            this::step, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void step() {
    try {
      kubernetes.settle();
    } catch (IllegalStateException _) {
      // While the operator writes without a pause the cluster isn't at rest.
      return;
    }
  }

  String url() {
    return kubernetes.url();
  }

  /** Makes stacks until there are so many, and waits until all are ready. */
  Duration grow(int count) {
    long start = System.nanoTime();
    while (stacks < count) {
      stacks++;
      kubernetes.install(FullStack.yaml(FullStack.name(stacks), 1));
    }
    await(() -> ready() == count);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private long ready() {
    return user
        .resources(StackResource.class)
        .inNamespace(FullStack.NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(StackCluster::isReady)
        .count();
  }

  private static boolean isReady(StackResource stack) {
    return Trees.at(stack.getStatus(), "conditions").stream()
        .flatMap(conditions -> ((List<?>) conditions).stream())
        .anyMatch(each ->
            Trees.at(each, "type").filter("Ready"::equals).isPresent()
                && Trees.at(each, "reason").filter("Ready"::equals).isPresent());
  }

  /** Waits until the operator has asked for nothing for a second. */
  void rest() {
    AtomicLong before = new AtomicLong(-1);
    await(() -> {
      long now = kubernetes.calls().matching(WORK).size();
      return before.getAndSet(now) == now;
    });
  }

  /** How many calls the operator made since this was asked last. */
  Calls calls() {
    List<Call> all = kubernetes.calls().matching(WORK);
    kubernetes.calls().clear();
    return new Calls(
        all.size(),
        all.stream().filter(Call::isWrite).count(),
        all.stream().filter(call -> call.resource().equals("secrets") && !call.isWrite()).count());
  }

  /**
   * Calls of the operator but watches.
   *
   * @param secrets of them, those that read a Secret
   */
  record Calls(long all, long writes, long secrets) {}

  /**
   * Changes the specification of a stack.
   *
   * @return from when the API had taken it until it had taken the Deployment that follows from it
   */
  Duration change(String stack, int gateways) throws InterruptedException {
    CountDownLatch applied = new CountDownLatch(1);
    AtomicLong end = new AtomicLong();
    kubernetes
        .faults()
        .after(
            1,
            WORK.and(call -> call.resource().equals("deployments"))
                .and(call -> call.isWrite() && call.name().equals(stack + "-r1-gateway")),
            () -> {
              end.set(System.nanoTime());
              applied.countDown();
            });
    kubernetes.install(FullStack.yaml(stack, gateways));
    long start = System.nanoTime();
    if (!applied.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the change of " + stack + " was not carried out");
    }
    kubernetes.faults().clear();
    return Duration.ofNanos(Math.max(0, end.get() - start));
  }

  private static void await(BooleanSupplier holds) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("it takes too long");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public void close() {
    steps.cancel(false);
    controllers.shutdownNow();
    kubernetes.close();
  }
}
