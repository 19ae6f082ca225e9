package dev.mcpstack.testkit.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A class on the class path of this JVM. */
record JavaProgram(String main, List<String> flags) implements Program {

  @Override
  public List<String> command(Container container) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(names(container.hosts()));
    command.add("-Djava.io.tmpdir=" + container.path("/tmp"));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(container.arguments());
    return command;
  }

  /** Else each of its threads keeps native memory of its own. */
  @Override
  public Map<String, String> environment() {
    return Map.of("MALLOC_ARENA_MAX", "2");
  }

  /** What a JVM needs to know names by such a file, and soon when they lead elsewhere. */
  static List<String> names(Path hosts) {
    return List.of(
        "-Djdk.net.hosts.file=" + hosts,
        "-Djava.security.properties=" + hosts.resolveSibling(NodeFolders.SECURITY));
  }
}
