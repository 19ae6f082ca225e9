package dev.mcpstack.e2e;

import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Tells the report of each phase that a stack's rollout goes through, and how long it took. */
final class RolloutWatch implements AutoCloseable {
  private final Report report;
  private final Map<Integer, Long> leaving = new TreeMap<>();
  private final Watch watch;
  private final Watch selector;
  private String selected = "";
  private String phase = "";
  private long since;

  RolloutWatch(Report report, Stack stack) {
    this.report = report;
    this.watch = stack.resource().watch(watcher(each -> seen(Rollout.of(each))));
    this.selector =
        stack
            .endpoint()
            .watch(watcher(each -> selects(String.valueOf(each.getSpec().getSelector()))));
  }

  private <T> Watcher<T> watcher(Consumer<T> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T resource) {
        seen.accept(resource);
      }

      @Override
      public void onClose(WatcherException cause) {
        report.say("watched no longer: " + cause.getMessage());
      }
    };
  }

  private synchronized void selects(String next) {
    if (!next.equals(selected)) {
      report.say("the endpoint selects " + next);
      selected = next;
    }
  }

  private synchronized void seen(Rollout rollout) {
    long now = report.nanos();
    String next =
        rollout.from() == 0
            ? rollout.phase() + " " + rollout.to()
            : rollout.phase() + " " + rollout.from() + " to " + rollout.to();
    if (!next.equals(phase)) {
      if (!phase.isEmpty()) {
        report.figure("phase " + phase, Duration.ofNanos(now - since));
      }
      report.say(next + " | " + rollout.message());
      phase = next;
      since = now;
    }
    rollout.leaving().forEach(revision -> leaving.putIfAbsent(revision, now));
    leaving
        .entrySet()
        .removeIf(each -> {
          boolean gone = !rollout.leaving().contains(each.getKey());
          if (gone) {
            report.figure(
                "revision " + each.getKey() + " leaving", Duration.ofNanos(now - each.getValue()));
          }
          return gone;
        });
  }

  @Override
  public void close() {
    watch.close();
    selector.close();
  }
}
