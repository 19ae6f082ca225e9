package dev.mcpstack.contract.call;

/**
 * Where work says how far it is. Cheap enough to be called per batch; what reaches the caller is
 * the heartbeat's choice.
 */
public interface Progress {
  /** Goes nowhere. */
  Progress NONE =
      new Progress() {
        @Override
        public void step(String name) {}

        @Override
        public void rows(long done, long estimate) {}
      };

  /** A new step begins, in two to five words such as {@code reading rows}. */
  void step(String name);

  /**
   * How many rows of the step are done.
   *
   * @param estimate rows expected in all, or -1 when unknown
   */
  void rows(long done, long estimate);
}
