package dev.mcpstack.operator.runtime;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of several operators is at work: the one that holds the Lease. */
final class Election implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Election.class);

  /**
   * How long others wait for the holder, how long it tries to renew, and how often. Half of the
   * lease is left for calls that hang, so that two are never at work.
   */
  record Times(Duration lease, Duration renewal, Duration retry) {
    static final Times USUAL =
        new Times(Duration.ofSeconds(15), Duration.ofSeconds(7), Duration.ofSeconds(2));
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Resource<Lease> lease;
  private final String identity;
  private final CompletableFuture<?> running;
  private volatile boolean closing;

  private Election(
      KubernetesClient client,
      Resource<Lease> lease,
      String identity,
      LeaderElectionConfig config) {
    this.lease = lease;
    this.identity = identity;
    this.running = new LeaderElector(client, config, threads).start();
  }

  /**
   * Takes part.
   *
   * @param client one that gives up soon
   * @param identity unlike that of any other process
   * @param won is run on a thread of its own
   * @param lost is run when the Lease is somebody else's or could not be renewed
   */
  static Election start(
      KubernetesClient client,
      OperatorConfig.LeaderElection settings,
      String identity,
      Times times,
      Runnable won,
      Runnable lost) {
    Election[] self = new Election[1];
    LeaderCallbacks callbacks =
        new LeaderCallbacks(
            () -> Thread.ofPlatform().name("leader").start(won),
            () -> {
              if (self[0] == null || !self[0].closing) {
                lost.run();
              }
            },
            leader -> LOG.info("At work is {}, this is {}", leader, identity));
    self[0] =
        new Election(
            client,
            client.leases().inNamespace(settings.namespace()).withName(settings.name()),
            identity,
            new LeaderElectionConfig(
                new LeaseLock(settings.namespace(), settings.name(), identity),
                times.lease(),
                times.renewal(),
                times.retry(),
                callbacks,
                false, // It would leave the holder's name, and others wait for that one's lease.
                settings.name()));
    return self[0];
  }

  /** Gives the Lease back, so that another can start at once. */
  @Override
  public void close() {
    closing = true;
    running.cancel(true);
    threads.shutdown();
    try {
      release();
    } catch (KubernetesClientException e) {
      LOG.warn("The lease could not be given back, others wait for its end: {}", e.getMessage());
    }
  }

  private void release() {
    Lease held = lease.get();
    if (held != null && identity.equals(held.getSpec().getHolderIdentity())) {
      String version = held.getMetadata().getResourceVersion();
      lease.patch(
          PatchContext.of(PatchType.JSON_MERGE),
          """
          {"metadata": {"resourceVersion": "%s"}, "spec": {"holderIdentity": ""}}
          """
              .formatted(version));
    }
  }
}
