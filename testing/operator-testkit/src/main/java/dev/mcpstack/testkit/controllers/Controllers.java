package dev.mcpstack.testkit.controllers;

import dev.mcpstack.testkit.store.ApiException;
import java.util.List;

/** All controllers, run in turn until the cluster is at rest. */
public final class Controllers {
  private static final int MOST_PASSES = 500;
  private final World world;
  private final List<Controller> controllers;

  /**
   * Those of one cluster.
   *
   * @param kubelet whether something else runs the pods
   */
  public Controllers(World world, Pods pods, Autoscaling autoscaling, boolean kubelet) {
    this.world = world;
    this.controllers =
        List.of(
            new GarbageCollector(),
            new NamespaceController(),
            new HpaController(autoscaling),
            new DeploymentController(),
            new ReplicaSetController(),
            new StatefulSetController(),
            new JobController(),
            new ClaimController(),
            new PodController(pods, kubelet),
            new EndpointSliceController());
  }

  /**
   * Runs all controllers until none of them changes anything.
   *
   * @throws IllegalStateException when they never come to rest, as when two of them or an operator
   *     undo each other's work
   */
  public synchronized void settle() {
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      long before = world.revision();
      boolean whole = true;
      for (Controller controller : controllers) {
        whole &= run(controller);
      }
      if (whole && world.revision() == before) {
        return;
      }
    }
    throw new IllegalStateException("the cluster doesn't come to rest");
  }

  /** Whether it came to its end; somebody else may have changed or deleted what it works on. */
  private boolean run(Controller controller) {
    try {
      controller.run(world);
      return true;
    } catch (ApiException e) {
      if (e.code() == 404 || e.code() == 409) {
        return false;
      }
      throw e;
    }
  }
}
