package dev.mcpstack.mcp.runtime;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.mcp.http.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A server as a program of its own: it reads one configuration file, says where it is when it is
 * ready, and ends in order on SIGTERM.
 *
 * <p>Exit codes are those of the {@code mcpstack} command: 0 ended in order, 1 could not start, 2 a
 * wrong command line or configuration.
 */
public final class Program {
  private static final int HELP_WIDTH = 110;
  private static final String LOG_CONFIGURATION = "logback.configurationFile";

  private Program() {}

  /** Starts a server. */
  @FunctionalInterface
  public interface Starter<C extends Record> {
    /**
     * Starts it.
     *
     * @param resources takes over what was started
     * @throws StartFailure when it can't
     */
    Ready start(C config, Resources resources);
  }

  /** Where a server is. */
  public record Ready(URI endpoint, URI management) {}

  /**
   * Runs a server until the process ends.
   *
   * @param name of the program
   * @return the exit code
   */
  public static <C extends Record> int run(
      String name, Class<C> config, Starter<C> starter, String... arguments) {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      // Before the first logger is made.
      System.setProperty(LOG_CONFIGURATION, "dev/mcpstack/mcp/runtime/logback.xml");
    }
    CommandLine command = command(name, config, starter);
    command.setUsageHelpWidth(HELP_WIDTH);
    Failures failures = new Failures();
    command.setParameterExceptionHandler(failures);
    command.setExecutionExceptionHandler(failures);
    return command.execute(arguments);
  }

  /** The command that runs a server, for a program that has others beside it. */
  public static <C extends Record> CommandLine command(
      String name, Class<C> config, Starter<C> starter) {
    CommandLine command = new CommandLine(new Run<>(config, starter));
    command.setCommandName(name);
    return command;
  }

  @Command(
      description = "Runs one server of a stack until Ctrl-C or SIGTERM.",
      mixinStandardHelpOptions = true,
      version = "mcpstack 0.1.0",
      footer = {
        "",
        "Exit codes: 0 ended in order; 1 could not start, or did not end in order; 2 a wrong command line or"
            + " configuration."
      })
  private static final class Run<C extends Record> implements Callable<Integer> {
    private final Class<C> type;
    private final Starter<C> starter;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "The server's configuration, as docs/reference/configuration.md has it.")
    private Path config = Path.of("");

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description =
            "A key of the configuration that this replaces, such as data.advertisedHost=10.0.0.7. May be given more than once.")
    private Map<String, String> replaced = new LinkedHashMap<>();

    @Option(names = "--json", description = "Print one line of JSON when ready, for programs.")
    private boolean json;

    @Option(names = "--log-json", description = "Log to standard error as JSON lines.")
    private boolean logJson;

    private Run(Class<C> type, Starter<C> starter) {
      this.type = type;
      this.starter = starter;
    }

    @Override
    public Integer call() {
      if (logJson) {
        System.setProperty("mcpstack.log", "json");
      }
      Resources resources = new Resources();
      try (Ending ending = Ending.of(resources)) {
        Ready ready = starter.start(ConfigFile.read(config, type, replaced), resources);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? json(ready) : text(ready));
        out.flush();
        ending.await();
      }
      return CommandLine.ExitCode.OK;
    }

    private String text(Ready ready) {
      return spec.name()
          + " is ready: endpoint "
          + ready.endpoint()
          + ", management "
          + ready.management();
    }

    private static String json(Ready ready) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("endpoint", ready.endpoint().toString());
      facts.put("management", ready.management().toString());
      return new String(Json.write(facts), StandardCharsets.UTF_8);
    }
  }
}
