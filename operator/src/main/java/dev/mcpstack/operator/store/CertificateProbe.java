package dev.mcpstack.operator.store;

import dev.mcpstack.operator.observe.StoreSight;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Has stacks' own token stores show the certificate that is stored, and knows whether they do.
 * Never makes anybody wait. Thread-safe.
 */
public interface CertificateProbe {
  /** Asks nobody and knows nothing. */
  CertificateProbe NONE =
      new CertificateProbe() {
        @Override
        public Optional<StoreSight> look(String namespace, String stack, OwnStore store) {
          return Optional.empty();
        }

        @Override
        public void forget(String namespace, String stack) {}
      };

  /**
   * What is known of a stack's store, which is asked from now on until it shows the certificate.
   *
   * @return empty if nobody asks
   */
  Optional<StoreSight> look(String namespace, String stack, OwnStore store);

  /** No longer asks for a stack. */
  void forget(String namespace, String stack);

  /**
   * Has somebody told when a store shows another one, or is reached no longer or again.
   *
   * @param changed gets namespace and name of the stack
   * @param exists whether there still is a stack of this namespace and name
   */
  default void follow(BiConsumer<String, String> changed, BiPredicate<String, String> exists) {}
}
