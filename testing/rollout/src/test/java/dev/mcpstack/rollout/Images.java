package dev.mcpstack.rollout;

import dev.mcpstack.datascience.DataScienceMain;
import dev.mcpstack.gateway.GatewayMain;
import dev.mcpstack.localdata.LocalDataMain;
import dev.mcpstack.operator.runtime.OperatorMain;
import dev.mcpstack.testkit.node.Container;
import dev.mcpstack.testkit.node.Program;
import dev.mcpstack.testkit.node.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The images of a stack and of its operator, as programs of this build. */
final class Images {
  static final String REGISTRY = "ghcr.io/mcpstack/";
  static final String OPERATOR = REGISTRY + "operator";
  static final String GATEWAY = REGISTRY + "gateway";
  static final String LOCALDATA = REGISTRY + "localdata";
  static final String DATASCIENCE = REGISTRY + "datascience";
  static final String TOKENS = REGISTRY + "tokens";

  /** Two cells at once have to fit a small machine. */
  private static final List<String> SMALL =
      List.of(
          "-Xmx128m",
          "-XX:MaxDirectMemorySize=128m",
          "-XX:MaxMetaspaceSize=128m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseCompactObjectHeaders",
          "-Xshare:auto");

  private Images() {}

  /**
   * All of them.
   *
   * @param redis the program of the token store
   */
  static Programs all(Path redis) {
    return Programs.none()
        .with(OPERATOR, new Operator())
        .with(GATEWAY, java(GatewayMain.class))
        .with(LOCALDATA, java(LocalDataMain.class))
        .with(DATASCIENCE, java(DataScienceMain.class))
        .with(TOKENS, container -> tokens(redis, container));
  }

  /** Where the Debian package redis-server, or another, has put it. */
  static Optional<Path> redis() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Program java(Class<?> main) {
    return Program.java(main.getName(), flags(Stream.empty()));
  }

  private static List<String> flags(Stream<String> more) {
    String[] needed = System.getProperty("mcpstack.jvm.flags", "").split(" ", -1);
    return Stream.of(Arrays.stream(needed), SMALL.stream(), more)
        .flatMap(each -> each)
        .filter(flag -> !flag.isBlank())
        .toList();
  }

  /** Two programs: the operator, and doctor for pods that name it as their command. */
  private record Operator() implements Program {
    @Override
    public List<String> command(Container container) {
      // In a cluster its client finds the API by what every pod has at fixed places.
      Stream<String> api =
          Stream.of(
              "-Dkubernetes.master=" + container.apiServer(),
              "-Dkubernetes.auth.token=" + container.user(),
              "-Dkubernetes.auth.tryKubeConfig=false");
      return Program.java(OperatorMain.class.getName(), flags(api)).command(container);
    }

    @Override
    public List<String> other(Container container) {
      if (!container.command().getLast().endsWith("/doctor")) {
        throw new IllegalArgumentException("no such program: " + container.command());
      }
      return java(dev.mcpstack.doctor.Main.class).command(container);
    }
  }

  /** Its configuration has it listen everywhere, in words that are its own. */
  private static List<String> tokens(Path redis, Container container) {
    List<String> command = new ArrayList<>(List.of(redis.toString()));
    command.addAll(container.arguments());
    command.addAll(List.of("--bind", container.address()));
    return command;
  }
}
