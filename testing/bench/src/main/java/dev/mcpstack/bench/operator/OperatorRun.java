package dev.mcpstack.bench.operator;

import dev.mcpstack.bench.Machine;
import dev.mcpstack.bench.Medians;
import dev.mcpstack.bench.data.ResidentMemory;
import dev.mcpstack.operator.runtime.OperatorMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One run of {@code OperatorBenchmark}. */
public final class OperatorRun {
  private static final int MANY = 1000;
  private static final String CONFIG =
      "management: {port: 0}\nleaderElection: {enabled: true}\nlogging: {format: json}\n";

  private final Path folder;
  private final OperatorSettings settings;
  private final OperatorReport report = new OperatorReport();

  /** A run that writes its files and logs into a folder, two below the repository's root. */
  public OperatorRun(Path folder, OperatorSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Measures and prints; whether the floors were reached. */
  public boolean run() throws Exception {
    System.out.println(Machine.facts());
    Files.createDirectories(folder);
    Files.writeString(config(), CONFIG);
    Path root = folder.resolve("../../../..").normalize();
    try (StackCluster cluster = new StackCluster(root)) {
      List<String> plain = settings.options();
      List<String> best = plain;
      report.head(plain);
      if (settings.has('a')) {
        report.starts("a: class path", 0, starts(cluster, plain));
      }
      if (settings.has('b')) {
        best = withCache(cluster, plain);
        report.starts("b: AOT cache", 0, starts(cluster, best));
      }
      if (settings.has('c')) {
        report.starts("c: informers alone", 0, informers(cluster, plain));
      }
      List<Footprint> footprints = grow(cluster, best);
      int most = footprints.getLast().stacks();
      if (settings.has('c')) {
        report.starts("c: informers alone", most, informers(cluster, plain));
      }
      return report.verdict(footprints, MANY);
    }
  }

  private Path config() {
    return folder.resolve("operator.yaml");
  }

  private OperatorProcess operator(StackCluster cluster, List<String> options) throws IOException {
    return OperatorProcess.start(
        folder.resolve("logs"),
        options,
        OperatorProcess.jars(),
        OperatorMain.class.getName(),
        cluster.url(),
        StackCluster.USER,
        "--config",
        config().toString());
  }

  /** Options with which classes come from a cache that a first process made. */
  private List<String> withCache(StackCluster cluster, List<String> plain) throws IOException {
    Path cache = folder.resolve("operator.aot");
    List<String> training = new ArrayList<>(plain);
    training.add("-XX:AOTCacheOutput=" + cache);
    try (OperatorProcess operator = operator(cluster, training)) {
      rest(operator);
    }
    List<String> options = new ArrayList<>(plain);
    options.add("-XX:AOTCache=" + cache);
    return options;
  }

  private OperatorStarts starts(StackCluster cluster, List<String> options) throws IOException {
    double[] seconds = new double[settings.starts()];
    double[] busy = new double[settings.starts()];
    double memory = 0;
    double heap = 0;
    double idle = 0;
    for (int i = 0; i < seconds.length; i++) {
      try (OperatorProcess operator = operator(cluster, options)) {
        seconds[i] = operator.start().toNanos() / 1e9;
        busy[i] = operator.busy().toNanos() / 1e9;
        if (i == seconds.length - 1) {
          idle = rest(operator);
          memory = ResidentMemory.mebibytes(operator.pid());
          heap = operator.liveHeap();
        }
      }
    }
    Arrays.sort(seconds);
    return new OperatorStarts(
        Medians.median(seconds),
        seconds[0],
        seconds[seconds.length - 1],
        Medians.median(busy),
        memory,
        heap,
        idle);
  }

  private OperatorStarts informers(StackCluster cluster, List<String> options) throws IOException {
    try (OperatorProcess process =
        OperatorProcess.start(
            folder.resolve("logs"),
            options,
            System.getProperty("java.class.path"),
            InformersMain.class.getName(),
            cluster.url(),
            StackCluster.USER)) {
      double seconds = process.start().toNanos() / 1e9;
      double idle = rest(process);
      return new OperatorStarts(
          seconds,
          seconds,
          seconds,
          process.busy().toNanos() / 1e9,
          ResidentMemory.mebibytes(process.pid()),
          process.liveHeap(),
          idle);
    }
  }

  /** Waits, and tells how many milliseconds of a processor a second of it cost. */
  private double rest(OperatorProcess operator) {
    Duration before = operator.processorTime();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(settings.rest()));
    return operator.processorTime().minus(before).toMillis() / (double) settings.rest();
  }

  private List<Footprint> grow(StackCluster cluster, List<String> options) throws Exception {
    List<Footprint> footprints = new ArrayList<>();
    report.footprintHead();
    cluster.calls();
    try (OperatorProcess operator = operator(cluster, options);
        ResidentMemory memory = new ResidentMemory(operator.pid())) {
      int before = 0;
      rest(operator);
      footprints.add(footprint(cluster, operator, memory, 0, 0));
      for (int stacks : settings.stacks()) {
        footprints.add(footprint(cluster, operator, memory, stacks, stacks - before));
        before = stacks;
      }
      report.changes(changes(cluster, before));
    }
    cluster.calls();
    try (OperatorProcess operator = operator(cluster, options);
        ResidentMemory memory = new ResidentMemory(operator.pid())) {
      int stacks = footprints.getLast().stacks();
      report.again(
          operator.start().toNanos() / 1e9, footprint(cluster, operator, memory, stacks, 0));
    }
    return footprints;
  }

  private Footprint footprint(
      StackCluster cluster, OperatorProcess operator, ResidentMemory memory, int stacks, int made)
      throws IOException {
    Duration before = operator.processorTime();
    memory.peakMebibytes();
    Duration took = cluster.grow(stacks);
    cluster.rest();
    Duration busy = operator.processorTime().minus(before);
    double peak = memory.peakMebibytes();
    double idle = rest(operator);
    Footprint footprint =
        new Footprint(
            stacks,
            took,
            made,
            cluster.calls(),
            busy,
            peak,
            ResidentMemory.mebibytes(operator.pid()),
            operator.liveHeap(),
            idle);
    report.footprint(footprint);
    return footprint;
  }

  /** Milliseconds from a change until it was applied, sorted. */
  private double[] changes(StackCluster cluster, int stacks) throws InterruptedException {
    double[] millis = new double[settings.changes()];
    for (int i = 0; i < millis.length; i++) {
      String stack = FullStack.name(1 + i % stacks);
      millis[i] = cluster.change(stack, 2 + i / stacks % 2).toNanos() / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }
}
