package dev.mcpstack.operator.runtime;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.operator.apply.Applied;
import dev.mcpstack.operator.apply.Events;
import dev.mcpstack.operator.apply.StackSync;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.model.Images;
import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.rbac.Rbac;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A cluster that does what it can all the time, with definition and chart, and no operator yet. */
public final class Installation implements AutoCloseable {
  static final String USER = Rbac.serviceAccount("mcpstack-system", "mcpstack-operator");
  private static final long STEP_MILLIS = 20;

  public final FakeKubernetes kubernetes = new FakeKubernetes();
  public final KubernetesClient user = kubernetes.client();
  private final ScheduledExecutorService controllers = Executors.newScheduledThreadPool(1);
  private ScheduledFuture<?> steps = steps();

  /** One whose controllers and kubelets run. */
  public Installation() {
    try {
      kubernetes.install(Files.readString(Path.of("../crds/mcpstacks.mcpstack.dev.yaml")));
      kubernetes.install(Files.readString(Path.of("../helm/install.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ScheduledFuture<?> steps() {
    return controllers.scheduleWithFixedDelay(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void step() {
    try {
      kubernetes.settle();
    } catch (IllegalStateException _) {
      return; // While an operator writes all the time there is no rest.
    }
  }

  /** Controllers and kubelets stop. */
  void stand() {
    steps.cancel(false);
    kubernetes.settle();
  }

  /** They go on. */
  void goOn() {
    steps = steps();
  }

  /** An operator whose client repeats failed calls, as installed. */
  public Instance started() throws IOException {
    return started("management: {port: 0}", config(), UnaryOperator.identity());
  }

  /** The configuration of the operator's client. */
  Config config() {
    return kubernetes.config(USER);
  }

  /**
   * An operator.
   *
   * @param settings its configuration
   * @param config of its client
   * @param around what sees all that its reconciler is asked and answers
   */
  Instance started(String settings, Config config, UnaryOperator<Reconciler<StackResource>> around)
      throws IOException {
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    try {
      StackSync sync =
          new StackSync(
              new Images("ghcr.io/mcpstack", "0.1.0", List.of(), Map.of()),
              "mcpstack-system",
              new Applied(),
              Clock.systemUTC(),
              new SecureRandom());
      Reconciler<StackResource> reconciler =
          new StackReconciler(sync, new Events(client, "test"), client, Clock.systemUTC());
      return new Instance(
          client,
          RunningOperator.start(
              ConfigFile.parse("test", settings, OperatorConfig.class),
              around.apply(reconciler),
              client,
              new Metrics()));
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** One operator, as a process would be. */
  public record Instance(KubernetesClient client, RunningOperator running)
      implements AutoCloseable {
    /** Without its client it can't do anything any more, whatever it was about to. */
    void kill() {
      client.close();
      running.close();
    }

    @Override
    public void close() {
      running.close();
      client.close();
    }
  }

  @Override
  public void close() {
    boolean broken = steps.state() == Future.State.FAILED;
    controllers.shutdownNow();
    kubernetes.close();
    if (broken) {
      throw new IllegalStateException(steps.exceptionNow());
    }
  }
}
