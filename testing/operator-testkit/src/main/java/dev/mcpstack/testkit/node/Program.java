package dev.mcpstack.testkit.node;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an image starts, by a command of this machine. */
@FunctionalInterface
public interface Program {

  /** The command line of a container. What it names is found as a shell would find it. */
  List<String> command(Container container);

  /**
   * The command line of a container whose pod has a command of its own: as it stands, for images
   * whose files are where this machine has them.
   */
  default List<String> other(Container container) {
    return Stream.concat(container.command().stream(), container.arguments().stream()).toList();
  }

  /** Variables that the image brings; those of the pod win. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /**
   * A class of this JVM's class path in a JVM of its own, which knows the names of Services.
   *
   * @param flags of that JVM
   */
  static Program java(String main, List<String> flags) {
    return new JavaProgram(main, flags);
  }
}
