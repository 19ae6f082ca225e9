package dev.mcpstack.testkit.node;

import java.util.List;
import java.util.stream.Stream;

/** Ends processes with all that they started. */
final class Processes {
  private Processes() {}

  /** The process and all below it, of this moment. */
  static List<ProcessHandle> tree(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  /** Kills a process and all below it. */
  static void kill(ProcessHandle process) {
    tree(process).forEach(ProcessHandle::destroyForcibly);
  }
}
