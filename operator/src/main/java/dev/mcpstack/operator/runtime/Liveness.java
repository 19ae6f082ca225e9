package dev.mcpstack.operator.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether only a restart helps. An API server that can't be reached for a while is no reason:
 * watches are made again and looks are repeated.
 */
final class Liveness implements Supplier<Optional<String>> {
  /** Longer than every call of a look may take, with all its repetitions. */
  static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

  private final Function<Duration, Optional<String>> lookLongerThan;
  private final Supplier<List<Watches.Watch>> watches;

  /**
   * Judges these.
   *
   * @param lookLongerThan a stack that is looked at for longer than that
   */
  Liveness(
      Function<Duration, Optional<String>> lookLongerThan, Supplier<List<Watches.Watch>> watches) {
    this.lookLongerThan = lookLongerThan;
    this.watches = watches;
  }

  @Override
  public Optional<String> get() {
    return lookLongerThan
        .apply(LONGEST_LOOK)
        .map(stack ->
            "The look at stack " + stack + " hangs for " + LONGEST_LOOK.toMinutes() + " minutes.")
        .or(() ->
            watches.get().stream()
                .filter(watch -> !watch.running())
                .findFirst()
                .map(watch -> "The watch of " + watch.name() + " has stopped."));
  }
}
