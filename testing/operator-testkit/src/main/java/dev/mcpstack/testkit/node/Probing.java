package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.node.ProbeCount.Verdict;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The probes of one process, each on a thread of its own, until the process ends. */
final class Probing {

  /** What comes of probes. */
  interface Listener {
    /** The container has come up. */
    void started();

    /** It may be sent requests, or no longer. */
    void ready(boolean is);

    /** It has to be started again. */
    void unhealthy(String why);

    /** A probe failed once. */
    void failed(String why);
  }

  private final Launcher launcher;
  private final Process process;
  private final Listener listener;

  Probing(Launcher launcher, Process process, Listener listener) {
    this.launcher = launcher;
    this.process = process;
    this.listener = listener;
  }

  void begin() {
    begin(
        "Startup",
        launcher.spec().path("startupProbe"),
        (verdict, why) -> {
          if (verdict == Verdict.FAILURE) {
            listener.unhealthy(why);
          } else {
            rest();
          }
        });
  }

  private void rest() {
    listener.started();
    begin(
        "Readiness",
        launcher.spec().path("readinessProbe"),
        (verdict, _) -> listener.ready(verdict == Verdict.SUCCESS));
    begin(
        "Liveness",
        launcher.spec().path("livenessProbe"),
        (verdict, why) -> {
          if (verdict == Verdict.FAILURE) {
            listener.unhealthy(why);
          }
        });
  }

  /** What isn't asked is well. */
  private void begin(String kind, JsonNode probe, BiConsumer<Verdict, String> told) {
    if (probe.isMissingNode()) {
      told.accept(Verdict.SUCCESS, "");
    } else {
      Thread.ofVirtual().name("probe").start(() -> loop(kind, probe, told));
    }
  }

  private void loop(String kind, JsonNode probe, BiConsumer<Verdict, String> told) {
    Check check = launcher.check(probe);
    ProbeCount count = ProbeCount.of(probe);
    int wait = probe.path("initialDelaySeconds").asInt();
    while (!hasEnded(wait)) {
      Optional<String> wrong = check.ask();
      if (!process.isAlive()) {
        return;
      }
      wrong.ifPresent(what -> listener.failed(kind + " probe failed: " + what));
      Verdict before = count.verdict();
      count = count.after(wrong.isEmpty());
      if (count.verdict() != before) {
        told.accept(count.verdict(), kind + " probe failed: " + wrong.orElse(""));
        if (kind.equals("Startup") || (kind.equals("Liveness") && wrong.isPresent())) {
          return;
        }
      }
      wait = probe.path("periodSeconds").asInt();
    }
  }

  private boolean hasEnded(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
