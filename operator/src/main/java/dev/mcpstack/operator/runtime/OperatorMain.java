package dev.mcpstack.operator.runtime;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.config.ConfigurationException;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.operator.apply.Applied;
import dev.mcpstack.operator.apply.Probes;
import dev.mcpstack.operator.apply.StackSync;
import dev.mcpstack.operator.health.HealthWatch;
import dev.mcpstack.operator.health.PodMetrics;
import dev.mcpstack.operator.model.Images;
import dev.mcpstack.operator.store.CertificateWatch;
import dev.mcpstack.operator.store.RedisPing;
import dev.mcpstack.operator.store.RedisReload;
import dev.mcpstack.operator.store.RedisServing;
import dev.mcpstack.operator.store.ServingWriter;
import dev.mcpstack.operator.store.StoreWatch;
import dev.mcpstack.stack.CellConfigs;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The operator as a program. */
@Command(
    name = "mcpstack-operator",
    description = {
      "Looks after the McpStacks of a cluster until Ctrl-C or SIGTERM.",
      "In a pod it is the ServiceAccount's, elsewhere that of KUBECONFIG or of the current context."
    },
    mixinStandardHelpOptions = true,
    version = "mcpstack " + OperatorMeters.VERSION,
    footer = {
      "",
      "Exit codes: 0 ended in order; 1 could not start, or could not go on; 2 a wrong command line or configuration."
    })
public final class OperatorMain implements Callable<Integer> {
  private static final int HELP_WIDTH = 110;
  private static final String LOG_PROPERTY = "mcpstack.log";
  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(2);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The operator's configuration, as docs/reference/operator.md has it. Without it everything is as there by default: all namespaces, probes and metrics on loopback, no leader election.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A key of the configuration that this replaces, such as management.port=0. May be given more than once.")
  private Map<String, String> replaced = new LinkedHashMap<>();

  /** Runs it and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new OperatorMain())
            .setUsageHelpWidth(HELP_WIDTH)
            .setExecutionExceptionHandler((failure, line, _) -> failed(failure, line.getErr()))
            .execute(arguments));
  }

  @Override
  public Integer call() {
    OperatorConfig settings =
        config
            .map(file -> ConfigFile.read(file, OperatorConfig.class, replaced))
            .orElseGet(() -> ConfigFile.parse("--set", "{}", OperatorConfig.class, replaced));
    // Before the first logger is made.
    System.setProperty(LOG_PROPERTY, settings.logging().format().name().toLowerCase(Locale.ROOT));
    try (Metrics metrics = new Metrics();
        KubernetesClient client = client(metrics);
        StoreWatch stores = new StoreWatch(new RedisPing(STORE_TIMEOUT)::ask, StoreWatch.EVERY);
        CertificateWatch certificates =
            new CertificateWatch(
                new RedisReload(STORE_TIMEOUT)::ask, Clock.systemUTC(), CertificateWatch::pause);
        ServingWriter serving =
            new ServingWriter(
                new RedisServing(STORE_TIMEOUT)::write, ServingWriter.Pauses.standard());
        PodMetrics pods = new PodMetrics(CellConfigs.MANAGEMENT_PORT, STORE_TIMEOUT);
        HealthWatch health = new HealthWatch(pods, Clock.systemUTC(), HealthWatch.EVERY)) {
      RunningOperator operator =
          RunningOperator.start(
              settings,
              sync(settings, new Probes(stores, certificates, serving, health)),
              client,
              metrics);
      PrintWriter out = spec.commandLine().getOut();
      out.println("mcpstack-operator is ready: management " + operator.management());
      out.flush();
      spec.commandLine().getErr().println("error: " + Ending.await(operator));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static KubernetesClient client(Metrics metrics) {
    ApiRequests requests = new ApiRequests(metrics.registry());
    return new KubernetesClientBuilder()
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor(ApiRequests.NAME, requests))
        .build();
  }

  private static StackSync sync(OperatorConfig settings, Probes probes) {
    OperatorConfig.ImageDefaults images = settings.images();
    return new StackSync(
        new Images(images.registry(), images.tag(), images.pullSecrets(), images.overrides()),
        settings.leaderElection().namespace(),
        new Applied(),
        Clock.systemUTC(),
        new SecureRandom(),
        probes);
  }

  private static int failed(Exception failure, PrintWriter err) {
    return switch (failure) {
      case ConfigurationException problems -> {
        err.println("error: " + problems.getMessage());
        yield CommandLine.ExitCode.USAGE;
      }
      case StartFailure expected -> {
        LoggerFactory.getLogger(OperatorMain.class).debug("The start failed", expected);
        err.println("error: " + expected.getMessage());
        yield CommandLine.ExitCode.SOFTWARE;
      }
      default -> {
        LoggerFactory.getLogger(OperatorMain.class).error("The start failed", failure);
        err.println("error: an unexpected failure, the log above says where; please report it");
        yield CommandLine.ExitCode.SOFTWARE;
      }
    };
  }
}
