package dev.mcpstack.bench.operator;

import java.util.List;
import java.util.Locale;

/** Prints what was measured. */
final class OperatorReport {
  private static final double READY_FLOOR = 2;
  private static final double READY_AIM = 1;
  private static final double IDLE_FLOOR = 200;
  private static final double IDLE_AIM = 180;
  private static final double MANY_AIM = 512;

  private double bestReady = Double.MAX_VALUE;

  void head(List<String> options) {
    line(
        "Operator: %s; API, controllers and pods in memory, in another process",
        String.join(" ", options));
    line("");
    line(
        "| case | stacks | ready s | fastest to slowest | CPU s until ready | resident MiB | live heap MiB | CPU ms of a second at rest |");
    line("|---|---:|---:|---:|---:|---:|---:|---:|");
  }

  void starts(String name, int stacks, OperatorStarts starts) {
    if (!name.startsWith("c")) {
      bestReady = Math.min(bestReady, starts.median());
    }
    line(
        "| %s | %d | %.2f | %.2f to %.2f | %.1f | %.0f | %.0f | %.1f |",
        name,
        stacks,
        starts.median(),
        starts.fastest(),
        starts.slowest(),
        starts.busy(),
        starts.rest(),
        starts.heap(),
        starts.idle());
  }

  void footprintHead() {
    line("");
    line(
        "| stacks | new | s until ready | stacks/s | calls a stack | writes | Secrets read | CPU ms a stack | peak MiB | resident MiB | live heap MiB | CPU ms of a second at rest |");
    line("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
  }

  void footprint(Footprint now) {
    int made = Math.max(1, now.made());
    line(
        "| %d | %d | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.1f | %.1f |",
        now.stacks(),
        now.made(),
        now.took().toMillis() / 1e3,
        now.made() / (now.took().toMillis() / 1e3),
        now.calls().all() / (double) made,
        now.calls().writes() / (double) made,
        now.calls().secrets() / (double) made,
        now.busy().toMillis() / (double) made,
        now.peak(),
        now.rest(),
        now.heap(),
        now.idle());
  }

  void changes(double[] sorted) {
    line("");
    line(
        "Change of a specification to applied, %d changes: p50 %.1f ms, p99 %.1f ms, slowest %.1f ms",
        sorted.length,
        sorted[sorted.length / 2],
        sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)],
        sorted[sorted.length - 1]);
  }

  void again(double ready, Footprint now) {
    line(
        "Started anew with %d stacks: ready after %.2f s; until at rest %d calls, %d writes, %.1f s of CPU, peak %.0f MiB, then %.0f MiB",
        now.stacks(),
        ready,
        now.calls().all(),
        now.calls().writes(),
        now.busy().toMillis() / 1e3,
        now.peak(),
        now.rest());
    line("");
  }

  /** Whether the floors were reached. */
  boolean verdict(List<Footprint> all, int many) {
    Footprint none = all.getFirst();
    Footprint most = all.getLast();
    Footprint least = all.size() > 2 ? all.get(1) : none;
    double slope = (most.rest() - least.rest()) / (most.stacks() - least.stacks());
    double heapSlope = (most.heap() - least.heap()) / (most.stacks() - least.stacks());
    double projected = most.rest() + slope * (many - most.stacks());
    line(
        "From %d to %d stacks: %.0f KiB resident and %.0f KiB of live heap a stack; %d stacks by this slope: %.0f MiB",
        least.stacks(), most.stacks(), slope * 1024, heapSlope * 1024, many, projected);
    line("");
    line("| | measured | floor | aim | |");
    line("|---|---:|---:|---:|---|");
    verdict("ready, s", bestReady, READY_FLOOR, READY_AIM);
    verdict("idle, MiB", none.rest(), IDLE_FLOOR, IDLE_AIM);
    verdict(many + " stacks, MiB, projected", projected, Double.MAX_VALUE, MANY_AIM);
    return bestReady < READY_FLOOR && none.rest() < IDLE_FLOOR;
  }

  private static void verdict(String what, double value, double floor, double aim) {
    String words =
        value >= floor ? "floor missed" : value < aim ? "aim reached" : "floor reached, aim missed";
    line(
        "| %s | %.2f | %s | %.0f | %s |",
        what,
        value,
        floor == Double.MAX_VALUE ? "–" : String.format(Locale.ROOT, "%.0f", floor),
        aim,
        words);
  }

  @SuppressWarnings("AnnotateFormatMethod") // Called with constants of this class alone.
  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
