package dev.mcpstack.testkit.node;

import dev.mcpstack.testkit.store.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One container from its first process to its last. */
final class ContainerRun implements Probing.Listener {
  /** As when a process can't even begin. */
  private static final int START_ERROR = 128;

  private final Launcher launcher;
  private final String restartPolicy;
  private final InstantSource clock;
  private final Runnable changed;
  private final BiConsumer<String, String> warn;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile ContainerStatus status;
  private @Nullable Process process;
  private List<ProcessHandle> family = List.of();

  /**
   * One that isn't started yet.
   *
   * @param restartPolicy whether it is started again: Always, OnFailure, Never
   * @param changed told when its status is another
   * @param warn takes reason and message of what goes wrong
   */
  ContainerRun(
      Launcher launcher,
      String restartPolicy,
      InstantSource clock,
      Runnable changed,
      BiConsumer<String, String> warn) {
    this.launcher = launcher;
    this.restartPolicy = restartPolicy;
    this.clock = clock;
    this.changed = changed;
    this.warn = warn;
    this.status = ContainerStatus.created(Json.text(launcher.spec(), "name"), launcher.image());
  }

  ContainerStatus status() {
    return status;
  }

  synchronized Optional<ProcessHandle> process() {
    return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
  }

  /** Runs it until it is not to be started again, or stopped. */
  void run() throws InterruptedException {
    BackOff backOff = new BackOff(launcher.programs().backOff(), 0);
    while (!isStopped()) {
      Instant began = now();
      State.Ended end = once(began);
      boolean failed = end.exitCode() != 0;
      boolean over =
          restartPolicy.equals("Never") || (restartPolicy.equals("OnFailure") && !failed);
      if (over || isStopped()) {
        become(status.in(end));
        return;
      }
      backOff = backOff.after(Duration.between(began, end.finished()));
      if (!backOff.delay().isZero()) {
        String words = "back-off %s restarting failed container".formatted(backOff.delay());
        become(status.after(end, new State.Waiting("CrashLoopBackOff", words)));
        warn.accept("BackOff", "Back-off restarting failed container");
        if (stop.await(backOff.delay().toNanos(), TimeUnit.NANOSECONDS)) {
          become(status.in(end));
          return;
        }
      }
      become(status.after(end, new State.Waiting("ContainerCreating", "")).again());
    }
  }

  private State.Ended once(Instant began) throws InterruptedException {
    if (!launcher.hasImage()) {
      String words = "Back-off pulling image \"" + launcher.image() + "\"";
      warn.accept("Failed", "Failed to pull image \"" + launcher.image() + "\": not found");
      return never(began, new State.Waiting("ImagePullBackOff", words));
    }
    Optional<Process> started;
    try {
      started = start();
    } catch (UnsupportedFeature e) {
      String words = String.valueOf(e.getMessage());
      warn.accept("Failed", words);
      return never(began, new State.Waiting("CreateContainerConfigError", words));
    } catch (IOException e) {
      String words = String.valueOf(e.getMessage());
      return new State.Ended(START_ERROR, "StartError", words, began, now());
    }
    if (started.isEmpty()) {
      return new State.Ended(0, "Completed", "", began, now());
    }
    become(status.in(new State.Running(began)));
    new Probing(launcher, started.get(), this).begin();
    int code = started.get().waitFor();
    killFamily();
    String reason = code == 0 ? "Completed" : "Error";
    return new State.Ended(code, reason, message(code), began, now());
  }

  /** Stays as it is until somebody stops it. */
  private State.Ended never(Instant began, State.Waiting why) throws InterruptedException {
    become(status.in(why));
    stop.await();
    return new State.Ended(0, "Completed", "", began, now());
  }

  private synchronized Optional<Process> start() throws IOException {
    if (isStopped()) {
      return Optional.empty();
    }
    Process started = launcher.start();
    process = started;
    return Optional.of(started);
  }

  private String message(int code) {
    String said = launcher.folder().message();
    boolean fallBack =
        Json.text(launcher.spec(), "terminationMessagePolicy").equals("FallbackToLogsOnError");
    return said.isEmpty() && fallBack && code != 0 ? LogTail.of(launcher.log()) : said;
  }

  /** What it left behind would end with the container in a cluster. */
  private synchronized void killFamily() {
    family.forEach(ProcessHandle::destroyForcibly);
    family = List.of();
  }

  /** Has it end for good: told at once, killed after a while. */
  void stop(Duration grace) {
    stop.countDown();
    end(grace);
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private synchronized void end(Duration grace) {
    Process running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    family = Processes.tree(running.toHandle());
    if (grace.isZero()) {
      family.forEach(ProcessHandle::destroyForcibly);
      return;
    }
    running.destroy();
    Thread.ofVirtual().name("grace").start(() -> killAfter(running, grace));
  }

  private static void killAfter(Process running, Duration grace) {
    try {
      if (!running.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
        Processes.kill(running.toHandle());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void started() {
    probed(true, status.ready());
  }

  @Override
  public void ready(boolean is) {
    probed(true, is);
  }

  @Override
  public void unhealthy(String why) {
    warn.accept("Killing", "Container failed: " + why + ", will be restarted");
    end(
        Duration.ofSeconds(
            Json.at(launcher.pod(), "spec", "terminationGracePeriodSeconds").asLong()));
  }

  @Override
  public void failed(String why) {
    warn.accept("Unhealthy", why);
  }

  /** A probe may answer after the process has ended. */
  private void probed(boolean isStarted, boolean isReady) {
    synchronized (this) {
      if (!(status.state() instanceof State.Running)) {
        return;
      }
      status = status.probed(isStarted, isReady);
    }
    changed.run();
  }

  private void become(ContainerStatus next) {
    synchronized (this) {
      status = next;
    }
    changed.run();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
