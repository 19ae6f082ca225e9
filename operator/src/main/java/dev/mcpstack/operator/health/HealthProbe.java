package dev.mcpstack.operator.health;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/** Knows how calls fare on the cells of stacks. Never makes anybody wait. Thread-safe. */
public interface HealthProbe {
  /** Reads nothing and knows nothing. */
  HealthProbe NONE =
      new HealthProbe() {
        @Override
        public Map<Integer, CellHealth> look(
            String namespace, String stack, HealthQuestion question) {
          return Map.of();
        }

        @Override
        public void forget(String namespace, String stack) {}
      };

  /**
   * What is known of a stack's cells, whose pods are read from now on until another look asks for
   * other ones.
   *
   * @return by revision; nothing is known of one that is not there
   */
  Map<Integer, CellHealth> look(String namespace, String stack, HealthQuestion question);

  /** No longer reads the pods of a stack. */
  void forget(String namespace, String stack);

  /**
   * Has somebody told when a release turns out bad, or a cell holds nothing any more.
   *
   * @param changed gets namespace and name of the stack
   * @param exists whether there still is a stack of this namespace and name
   */
  default void follow(BiConsumer<String, String> changed, BiPredicate<String, String> exists) {}
}
