package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.controllers.Mounts;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Deletion;
import dev.mcpstack.testkit.store.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** One pod from when it got its node to its end. Synced by one thread. */
final class PodRun {
  private final World world;
  private final Programs programs;
  private final NodeFolders folders;
  private final String uid;
  private final String address;
  private final String apiServer;
  private final Path folder;
  private final Instant taken;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final List<ContainerFolder> views = new ArrayList<>();
  private volatile ObjectNode pod;
  private volatile List<ContainerRun> initial = List.of();
  private volatile List<ContainerRun> containers = List.of();
  private volatile boolean stopped;
  private boolean begun;

  PodRun(
      ObjectNode pod,
      World world,
      Programs programs,
      NodeFolders folders,
      String address,
      String apiServer) {
    this.pod = pod;
    this.world = world;
    this.programs = programs;
    this.folders = folders;
    this.uid = World.uid(pod);
    this.address = address;
    this.apiServer = apiServer;
    this.folder = folders.pod(uid);
    this.taken = world.now();
  }

  /** Its processes have ended for good, and its files are gone. */
  boolean isOver() {
    return over.isDone();
  }

  ObjectNode pod() {
    return pod;
  }

  /** The living process of a container. */
  Optional<ProcessHandle> process(String container) {
    return containers.stream()
        .filter(run -> run.status().name().equals(container))
        .findFirst()
        .flatMap(ContainerRun::process);
  }

  /** Follows what became of its object, and of what it mounts. */
  void sync(ObjectNode newest) {
    pod = newest;
    if (World.isGoing(newest)) {
      stop(Duration.ofSeconds(Json.at(newest, "metadata", "deletionGracePeriodSeconds").asLong()));
    } else if (!begun) {
      Mounts.missing(world, newest).ifPresentOrElse(this::waits, this::begin);
    } else if (!isOver()) {
      views.forEach(view -> view.refresh(newest));
    }
  }

  private void waits(String missing) {
    world.warn(pod, "FailedMount", missing);
    allWait("CreateContainerConfigError", missing);
  }

  private void allWait(String reason, String message) {
    List<ContainerStatus> statuses = new ArrayList<>();
    for (JsonNode spec : Json.at(pod, "spec", "containers")) {
      statuses.add(
          ContainerStatus.created(Json.text(spec, "name"), Json.text(spec, "image"))
              .in(new State.Waiting(reason, message)));
    }
    report(new PodStatus(address, taken, List.of(), statuses));
  }

  private void begin() {
    begun = true;
    try {
      String policy = Json.text(pod, "spec", "restartPolicy");
      initial = runs("initContainers", policy.equals("Never") ? policy : "OnFailure");
      containers = runs("containers", policy);
    } catch (UnsupportedFeature e) {
      allWait("CreateContainerConfigError", String.valueOf(e.getMessage()));
      return;
    }
    report();
    Thread.ofVirtual().name("pod-" + World.name(pod)).start(this::run);
  }

  private List<ContainerRun> runs(String field, String policy) {
    List<ContainerRun> runs = new ArrayList<>();
    for (JsonNode spec : Json.at(pod, "spec", field)) {
      String namespace = World.namespace(pod);
      Sources sources = (plural, name) -> world.find(plural, namespace, name);
      String name = Json.text(spec, "name");
      ContainerFolder view =
          new ContainerFolder(
              folder.resolve(name),
              pod,
              spec,
              address,
              sources,
              volume -> folders.volume(pod, volume));
      views.add(view);
      Path log = folders.log(namespace, World.name(pod));
      Path hosts = folders.hosts(namespace);
      Launcher launcher =
          new Launcher(pod, spec, programs, view, address, sources, log, hosts, apiServer);
      runs.add(
          new ContainerRun(
              launcher,
              policy,
              world::now,
              this::report,
              (reason, message) -> world.warn(pod, reason, message)));
    }
    return List.copyOf(runs);
  }

  private void run() {
    try {
      for (ContainerRun each : initial) {
        each.run();
        if (!(each.status().state() instanceof State.Ended end) || end.exitCode() != 0) {
          finish();
          return;
        }
      }
      List<Thread> threads =
          containers.stream()
              .map(each -> Thread.ofVirtual().name("container").start(() -> runOne(each)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      finish();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      over.completeExceptionally(e);
      throw e;
    }
  }

  private void runOne(ContainerRun container) {
    try {
      container.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      over.completeExceptionally(e);
      throw e;
    }
  }

  private void finish() {
    report();
    Folders.delete(folder);
    synchronized (over) {
      over.complete(null);
      if (stopped) {
        gone();
      }
    }
  }

  private void gone() {
    try {
      world.delete("pods", pod, Deletion.now(uid));
    } catch (ApiException _) {
      return; // Somebody made another of that name.
    }
  }

  /** Has it end: its processes are told at once, and killed after a while. */
  void stop(Duration grace) {
    synchronized (over) {
      boolean first = !stopped;
      stopped = true;
      if (first || grace.isZero()) {
        Stream.concat(initial.stream(), containers.stream()).forEach(each -> each.stop(grace));
      }
      if (first && containers.isEmpty()) {
        Folders.delete(folder);
        over.complete(null);
      }
      if (first && isOver()) {
        gone();
      }
    }
  }

  /** Waits until it is over. */
  void awaitEnd() {
    over.join();
  }

  private void report() {
    report(
        new PodStatus(
            address,
            taken,
            initial.stream().map(ContainerRun::status).toList(),
            containers.stream().map(ContainerRun::status).toList()));
  }

  private synchronized void report(PodStatus status) {
    try {
      world
          .find("pods", World.namespace(pod), World.name(pod))
          .filter(live -> World.uid(live).equals(uid))
          .ifPresent(live -> world.status("pods", live, status.json(world, live)));
    } catch (ApiException _) {
      return; // It was deleted meanwhile.
    }
  }
}
