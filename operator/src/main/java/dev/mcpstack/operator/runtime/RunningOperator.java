package dev.mcpstack.operator.runtime;

import dev.mcpstack.contract.management.ManagementServer;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.operator.apply.Events;
import dev.mcpstack.operator.apply.StackSync;
import dev.mcpstack.operator.crd.StackResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An operator at work or standing by, with its probes and metrics. */
public final class RunningOperator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningOperator.class);
  private static final int FIRST_RETRY_MILLIS = 500;
  private static final double RETRY_FACTOR = 2;
  private static final int LONGEST_RETRY_MILLIS = 300_000;

  /** How long looks may go on after the end was asked for. */
  private static final Duration STOP = Duration.ofSeconds(5);

  /** A stack whose pods start changes many times a second; most of it can be looked at at once. */
  private static final Duration BURST = Duration.ofSeconds(1);

  private static final int MOST_LOOKS = 2;

  private final Operator operator;
  private final String server;
  private final OperatorMeters meters;
  private final ManagementServer management;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final AtomicReference<@Nullable Throwable> stopped = new AtomicReference<>();
  private volatile boolean checked;
  private volatile boolean leads;
  private volatile boolean knowsAll;
  private volatile boolean closing;
  private @Nullable Election election;

  /**
   * Why it can't go on.
   *
   * @param sentence why
   * @param atOnce whether another may be at work already, so that nothing must be finished
   */
  public record End(String sentence, boolean atOnce) {}

  /**
   * What an operator is started with.
   *
   * @param settings its configuration
   * @param reconciler what it does
   * @param client how it reaches the API server
   * @param metrics where it is measured; not closed with it
   * @param identity its name among several
   * @param times of the election
   * @param nanos a clock as {@link System#nanoTime}
   */
  record Start(
      OperatorConfig settings,
      Reconciler<StackResource> reconciler,
      KubernetesClient client,
      Metrics metrics,
      String identity,
      Election.Times times,
      LongSupplier nanos) {}

  private RunningOperator(Start start) {
    PrometheusMeterRegistry registry = start.metrics().registry();
    Looks looks = new Looks(registry, start.nanos());
    this.operator = operator(start, looks);
    this.server = String.valueOf(start.client().getMasterUrl());
    this.meters = new OperatorMeters(registry, this::watches);
    OperatorConfig.Management settings = start.settings().management();
    try {
      this.management =
          ManagementServer.start(
              settings.host(),
              settings.port(),
              new Liveness(looks::longerThan, this::watches),
              Map.of("stacks", () -> !closing && (knowsAll || standsBy())),
              registry);
    } catch (IllegalArgumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /** Starts one that is measured for itself. */
  public static RunningOperator start(
      OperatorConfig settings, StackSync sync, KubernetesClient client) {
    return start(settings, sync, client, new Metrics());
  }

  /**
   * Starts one and waits until it knows what there is. Where there may be several, it stands by
   * until it has the Lease.
   *
   * @param metrics where it is measured; not closed with it
   * @throws StartFailure if it can't
   */
  public static RunningOperator start(
      OperatorConfig settings, StackSync sync, KubernetesClient client, Metrics metrics) {
    return start(
        settings,
        reconciler(sync, client, Identity.ofThisProcess(), settings.reconcile().rollouts()),
        client,
        metrics);
  }

  /** The same with something else to do at each look. */
  static RunningOperator start(
      OperatorConfig settings,
      Reconciler<StackResource> reconciler,
      KubernetesClient client,
      Metrics metrics) {
    return start(
        new Start(
            settings,
            reconciler,
            client,
            metrics,
            Identity.ofThisProcess(),
            Election.Times.USUAL,
            System::nanoTime));
  }

  /** What an operator does at each look. */
  static Reconciler<StackResource> reconciler(
      StackSync sync, KubernetesClient client, String identity, int rollouts) {
    return new StackReconciler(
        sync, new Events(client, identity), client, Clock.systemUTC(), rollouts);
  }

  static RunningOperator start(Start start) {
    RunningOperator running = new RunningOperator(start);
    try {
      OperatorConfig settings = start.settings();
      KubernetesClient hasty = Preflight.hasty(start.client());
      Preflight.check(hasty, settings);
      if (settings.leaderElection().enabled()) {
        running.checked = true;
        running.election =
            Election.start(
                hasty,
                settings.leaderElection(),
                start.identity(),
                start.times(),
                running::lead,
                running::lost);
      } else {
        running.take();
      }
      return running;
    } catch (RuntimeException e) {
      running.close();
      throw running.why(e);
    }
  }

  private Operator operator(Start start, Looks looks) {
    OperatorConfig settings = start.settings();
    KubernetesClient client = start.client();
    Operator made =
        new Operator(overrider ->
            overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .checkingCRDAndValidateLocalModel(false)
                .withMetrics(looks)
                .withInformerStoppedHandler((_, failure) -> stopped(failure))
                .withConcurrentReconciliationThreads(settings.reconcile().threads())
                .withReconciliationTerminationTimeout(STOP));
    made.register(
        start.reconciler(),
        controller -> {
          controller
              .withRetry(
                  new GenericRetry()
                      .setInitialInterval(FIRST_RETRY_MILLIS)
                      .setIntervalMultiplier(RETRY_FACTOR)
                      .setMaxInterval(LONGEST_RETRY_MILLIS)
                      .withoutMaxAttempts())
              .withRateLimiter(new LinearRateLimiter(BURST, MOST_LOOKS))
              .withReconciliationMaxInterval(settings.reconcile().resync());
          if (settings.watch().namespaces().isEmpty()) {
            controller.withItemStore(new SlimStore<>(RunningOperator::unmanaged));
          } else {
            controller.settingNamespaces(Set.copyOf(settings.watch().namespaces()));
          }
        });
    return made;
  }

  /** Becomes the one at work. */
  private void lead() {
    LOG.info("This operator has the lease and starts to work");
    try {
      take();
    } catch (RuntimeException e) {
      end.complete(new End(String.valueOf(why(e).getMessage()), false));
    }
  }

  /** What the framework makes of a watch that can't start does not say why, the watch does. */
  private StartFailure why(RuntimeException failure) {
    Throwable watch = stopped.get();
    return StartFailure.of(server, watch == null ? failure : watch);
  }

  /** A stack without what nobody here reads. */
  private static StackResource unmanaged(StackResource whole) {
    StackResource slim = new StackResource();
    slim.setMetadata(
        new ObjectMetaBuilder(whole.getMetadata()).withManagedFields(List.of()).build());
    slim.setSpec(whole.getSpec());
    slim.setStatus(whole.getStatus());
    return slim;
  }

  private synchronized void take() {
    if (!closing) {
      leads = true;
      meters.leads();
      operator.start();
      knowsAll = true;
      meters.started();
    }
  }

  private void lost() {
    end.complete(
        new End("The lease is lost, so another operator may be at work: this one ends.", true));
  }

  /** A watch that stops by itself never comes back. */
  private void stopped(@Nullable Throwable failure) {
    if (failure == null || closing) {
      return;
    }
    stopped.compareAndSet(null, failure);
    if (knowsAll) {
      LOG.error("A watch has stopped", failure);
      end.complete(new End("A watch has stopped, the log says why: this operator ends.", false));
    }
  }

  private boolean standsBy() {
    return checked && !leads;
  }

  private List<Watches.Watch> watches() {
    return knowsAll && !closing ? Watches.of(operator) : List.of();
  }

  /** Where probes are answered and metrics are read; seen from this machine if it is anywhere. */
  public URI management() {
    InetSocketAddress bound = Loopback.parse(management.address());
    return URI.create(
        "http://"
            + (bound.getAddress().isAnyLocalAddress()
                ? Loopback.HOST + ":" + bound.getPort()
                : management.address()));
  }

  /** Completes when it can't go on; the process has to end then. */
  public CompletableFuture<End> end() {
    return end;
  }

  /** Finishes what is being done, and lets another one take over. */
  @Override
  public void close() {
    closing = true;
    stop();
    if (election != null) {
      election.close();
    }
    management.close();
  }

  private synchronized void stop() {
    if (knowsAll) {
      operator.stop();
      knowsAll = false;
    }
  }
}
