package dev.mcpstack.operator.store;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Tells token stores which revision of a stack serves, for its gateways to read. Never makes
 * anybody wait. Thread-safe.
 */
public interface ServingStore {
  /** Tells nobody, and is done with that. */
  ServingStore NONE =
      new ServingStore() {
        @Override
        public boolean tell(String namespace, String stack, StoreTarget target, int revision) {
          return true;
        }

        @Override
        public void forget(String namespace, String stack) {}
      };

  /**
   * Has a stack's store told, from now on and until another revision or another store is named: the
   * last one counts. To say the same again costs nothing.
   *
   * @param target where, and as whom; {@link StoreTarget#own} for one that is run for the stack
   * @param revision in the selector of the stack's endpoint, from 1 on
   * @return whether the store is known to have been told
   */
  boolean tell(String namespace, String stack, StoreTarget target, int revision);

  /** No longer tells the store of a stack; what it was told stays there. */
  void forget(String namespace, String stack);

  /**
   * Has somebody told when a store has been told what it was not told before.
   *
   * @param changed gets namespace and name of the stack
   * @param exists whether there still is a stack of this namespace and name
   */
  default void follow(BiConsumer<String, String> changed, BiPredicate<String, String> exists) {}
}
