package dev.mcpstack.standalone;

import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.secret.SecretFolder;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.mcp.runtime.Ending;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.StartFailure;
import dev.mcpstack.stack.ServerConfigs;
import dev.mcpstack.stack.StackFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a stack in this process until it is ended. */
@Command(
    name = "up",
    description = "Run a stack in this process, until Ctrl-C or SIGTERM.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class UpCommand implements Callable<Integer> {
  /** The system property that logback.xml reads. */
  private static final String LOG_PROPERTY = "mcpstack.log";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "STACK.yaml", description = "One McpStack, and Secrets beside it.")
  private Path file = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = Port.class,
      description =
          "Port of the MCP endpoint, 0 for any free one. Default: spec.gateway.port, or 8080.")
  private @Nullable Integer port;

  @Option(
      names = "--management-port",
      paramLabel = "N",
      converter = Port.class,
      defaultValue = "9091",
      description = "Port of probes and metrics, 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int managementPort;

  @Option(
      names = "--secrets",
      paramLabel = "FOLDER",
      description = "Folder with a file <secret>/<key> for each credential not in STACK.yaml.")
  private @Nullable Path secrets;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "File with the bearer key. Default: a new key, shown once.")
  private @Nullable Path keyFile;

  @Option(names = "--no-auth", description = "Ask for no key. On loopback only.")
  private boolean noAuth;

  @Option(
      names = "--stdio",
      description =
          "Serve the one program that started this one, on standard input and output. No port is opened and no key asked for.")
  private boolean stdio;

  @Option(names = "--json", description = "Print one line of JSON when ready, for programs.")
  private boolean json;

  @Option(names = "--log-json", description = "Log to standard error as JSON lines.")
  private boolean logJson;

  @Override
  public Integer call() {
    if (noAuth && keyFile != null) {
      throw new ParameterException(
          spec.commandLine(), "--no-auth and --key-file exclude each other: leave out one");
    }
    if (stdio && (port != null || keyFile != null || noAuth || json)) {
      throw new ParameterException(
          spec.commandLine(),
          "--stdio opens no port and asks for no key: leave out --port, --key-file, --no-auth and --json");
    }
    if (logJson) {
      // Before the first logger is made, which is when logback.xml is read.
      System.setProperty(LOG_PROPERTY, "json");
    }
    long started = System.nanoTime();
    Resources resources = new Resources();
    try (Ending ending = Ending.of(resources)) {
      if (stdio) {
        StackSettings settings = settings(StackFile.read(file));
        return StdioStack.run(
            settings, resources, StandardStreams.take(), started, spec.commandLine().getErr());
      }
      RunningStack stack = RunningStack.start(settings(StackFile.read(file)), resources);
      Report report = new Report(stack);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          json ? report.json() : report.text(Duration.ofNanos(System.nanoTime() - started)));
      out.flush();
      ending.await();
    }
    return CommandLine.ExitCode.OK;
  }

  private StackSettings settings(StackFile stackFile) {
    ServerConfigs configs = ServerConfigs.from(stackFile.stack(), stackFile.folder());
    if (port != null) {
      configs = configs.withGatewayPort(port);
    }
    SecretReader reader = stackFile.secrets();
    if (secrets != null) {
      if (!Files.isDirectory(secrets)) {
        throw new StartFailure("the folder " + secrets + " of --secrets is not there: make it");
      }
      reader = reader.orElse(new SecretFolder(secrets));
    }
    Credentials.check(configs.localData().sources(), reader);
    boolean keyed = stackFile.stack().spec().gateway().auth().required() && !noAuth;
    Access access;
    if (stdio) {
      access = Access.open(Loopback.HOST); // Nothing listens: who started the process calls.
    } else if (!keyed) {
      access = Access.open(configs.gateway().endpoint().host());
    } else {
      access = keyFile == null ? Access.generated() : Access.fromFile(keyFile);
    }
    String name = stackFile.stack().metadata().name();
    return new StackSettings(name, configs, managementPort, reader, access);
  }
}
