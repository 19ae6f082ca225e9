package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.health.HealthProbe;
import dev.mcpstack.operator.store.CertificateProbe;
import dev.mcpstack.operator.store.ServingStore;
import dev.mcpstack.operator.store.StoreProbe;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Who asks and tells what is outside of the cluster's API, without making a look wait.
 *
 * @param stores whether token stores of others answer
 * @param certificates which certificates the stacks' own token stores show
 * @param serving tells token stores which revision serves
 * @param health how calls fare on cells, and what they hold
 */
public record Probes(
    StoreProbe stores, CertificateProbe certificates, ServingStore serving, HealthProbe health) {
  /** Know nothing and ask nobody. */
  public static final Probes NONE =
      new Probes(StoreProbe.NONE, CertificateProbe.NONE, ServingStore.NONE, HealthProbe.NONE);

  /**
   * Has somebody told when an answer becomes another.
   *
   * @param changed gets namespace and name of the stack
   * @param exists whether there still is a stack of this namespace and name
   */
  public void follow(BiConsumer<String, String> changed, BiPredicate<String, String> exists) {
    stores.follow(changed, exists);
    certificates.follow(changed, exists);
    health.follow(changed, exists);
    serving.follow((_, _) -> {}, exists); // No look depends on it.
  }
}
