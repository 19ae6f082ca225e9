package dev.mcpstack.bench.operator;

import dev.mcpstack.operator.apply.Kinds;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.model.Labels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.concurrent.CountDownLatch;

/**
 * What an operator's process takes that does nothing: the informers of the same kinds, which hold
 * whole objects.
 */
final class InformersMain {
  private InformersMain() {}

  /** Runs until it is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      client.resources(StackResource.class).inAnyNamespace().inform();
      Kinds.watchedKinds()
          .forEach(kind ->
              client
                  .genericKubernetesResources(kind.apiVersion(), kind.kind())
                  .inAnyNamespace()
                  .withLabel(Labels.STACK)
                  .inform(new Ignored()));
      System.out.println(OperatorProcess.READY);
      new CountDownLatch(1).await();
    }
  }

  private static final class Ignored implements ResourceEventHandler<GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource object) {}

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {}

    @Override
    public void onDelete(GenericKubernetesResource object, boolean unknown) {}
  }
}
