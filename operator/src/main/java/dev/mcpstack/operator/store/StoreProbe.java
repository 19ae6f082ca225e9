package dev.mcpstack.operator.store;

import dev.mcpstack.operator.observe.Finding;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/** Knows whether token stores answer. Never makes anybody wait. Thread-safe. */
public interface StoreProbe {
  /** Knows nothing and asks nobody. */
  StoreProbe NONE =
      new StoreProbe() {
        @Override
        public Optional<Finding> look(String namespace, String stack, StoreTarget target) {
          return Optional.empty();
        }

        @Override
        public void forget(String namespace, String stack) {}
      };

  /**
   * What is known of a stack's store, which is asked from now on.
   *
   * @return empty while it has not been asked
   */
  Optional<Finding> look(String namespace, String stack, StoreTarget target);

  /** No longer asks for a stack. */
  void forget(String namespace, String stack);

  /**
   * Has somebody told when an answer becomes another.
   *
   * @param changed gets namespace and name of the stack
   * @param exists whether there still is a stack of this namespace and name
   */
  default void follow(BiConsumer<String, String> changed, BiPredicate<String, String> exists) {}
}
