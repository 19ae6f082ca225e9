package dev.mcpstack.operator.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have: where the stack is, as kubectl is told. */
@Command(mixinStandardHelpOptions = true)
abstract class StackCommand implements Callable<Integer> {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int CALL_MILLIS = 20_000;
  private static final int REPEATED = 1;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "The stack's namespace. Default: that of the context.")
  private Optional<String> namespace = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context of the kubeconfig. Default: the current one.")
  private Optional<String> context = Optional.empty();

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig. Default: that of KUBECONFIG, else ~/.kube/config.")
  private Optional<Path> kubeconfig = Optional.empty();

  StackCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Carries it out.
   *
   * @return the exit code
   */
  abstract int run(Api api) throws InterruptedException;

  @Override
  public final Integer call() throws InterruptedException {
    try (Api api = new Api(config())) {
      return run(api);
    } finally {
      spec.commandLine().getOut().flush();
    }
  }

  /** As kubectl finds it. */
  private Config config() {
    Config found = found();
    context.ifPresent(name -> {
      if (found.getCurrentContext() == null || !name.equals(found.getCurrentContext().getName())) {
        throw new CliFailure(
            "The kubeconfig has no context " + name + ": see kubectl config get-contexts.");
      }
    });
    ConfigBuilder builder =
        new ConfigBuilder(found)
            .withConnectionTimeout(CONNECT_MILLIS)
            .withRequestTimeout(CALL_MILLIS)
            .withRequestRetryBackoffLimit(REPEATED);
    Optional<String> own = ownNamespace();
    if (namespace.isPresent() && own.filter(each -> !namespace.get().equals(each)).isPresent()) {
      throw new CliFailure(
          "The file says namespace %s, and --namespace %s: leave one out."
              .formatted(own.get(), namespace.get()));
    }
    namespace.or(() -> own).ifPresent(builder::withNamespace);
    return builder.build();
  }

  /** The namespace that what is asked for names itself. */
  Optional<String> ownNamespace() {
    return Optional.empty();
  }

  private Config found() {
    if (kubeconfig.isEmpty()) {
      return Config.autoConfigure(context.orElse(null));
    }
    Path file = kubeconfig.get();
    if (!Files.isReadable(file)) {
      throw new CliFailure("The kubeconfig " + file + " can't be read: check --kubeconfig.");
    }
    try {
      return Config.fromKubeconfig(context.orElse(null), file.toFile());
    } catch (RuntimeException e) { // Of whatever reads it, such as the client's YAML.
      throw new CliFailure("The file " + file + " is no kubeconfig: check --kubeconfig.", e);
    }
  }

  final void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  final void complain(String sentence) {
    spec.commandLine().getErr().println("error: " + sentence);
    spec.commandLine().getErr().flush();
  }

  final void flush() {
    spec.commandLine().getOut().flush();
  }

  final Instant now() {
    return surroundings.clock().instant();
  }

  final void pause() throws InterruptedException {
    surroundings.pause().waits();
  }
}
