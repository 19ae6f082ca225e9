package dev.mcpstack.doctor;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of doctor. */
@Command(
    name = "mcpstack doctor",
    mixinStandardHelpOptions = true,
    description =
        "Checks a running stack end to end, over MCP. Exits with 0 when all is well, 1 when not, 2 on wrong usage.")
public final class Main implements Callable<Integer> {
  /**
   * Holds the key where no file does: a key never stands in an argument, which other users of a
   * machine can read.
   */
  private static final String KEY_VARIABLE = "MCPSTACK_KEY";

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "http://127.0.0.1:8080/mcp",
      description = "The MCP endpoint (default: ${DEFAULT-VALUE}).")
  private URI endpoint = URI.create("http://127.0.0.1:8080/mcp");

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "File that holds the key; else the variable " + KEY_VARIABLE + " is read.")
  private @Nullable Path keyFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "PEM file with the certificates to trust. Default: the authorities of the JDK.")
  private @Nullable Path caFile;

  @Spec private @Nullable CommandSpec command;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Main()).execute(args);
  }

  @Override
  public Integer call() {
    CommandLine line = commandLine();
    if (endpoint.getHost() == null || endpoint.getScheme() == null) {
      throw new CommandLine.ParameterException(
          line, "the endpoint is a URL such as http://127.0.0.1:8080/mcp");
    }
    PrintWriter out = line.getOut();
    List<Finding> findings;
    try (StackClient client = StackClient.of(endpoint, key(line), trust(line))) {
      findings = new Doctor(client).examine();
    }
    findings.forEach(finding -> out.println(finding.toLine()));
    boolean healthy = findings.stream().allMatch(Finding::healthy);
    out.println(healthy ? "All is well." : "Something is wrong: see above.");
    out.flush();
    return healthy ? 0 : 1;
  }

  private Optional<String> key(CommandLine line) {
    if (keyFile == null) {
      return Optional.ofNullable(System.getenv(KEY_VARIABLE));
    }
    try {
      return Optional.of(Files.readString(keyFile).strip());
    } catch (IOException _) {
      throw new CommandLine.ParameterException(line, "the key file " + keyFile + " can't be read");
    }
  }

  private Optional<SSLContext> trust(CommandLine line) {
    if (caFile == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Trust.of(caFile));
    } catch (IOException | GeneralSecurityException _) {
      throw new CommandLine.ParameterException(
          line, "the file " + caFile + " of --ca-file can't be read or holds no PEM certificate");
    }
  }

  private CommandLine commandLine() {
    if (command == null) {
      throw new IllegalStateException("the command line injects its specification");
    }
    return command.commandLine();
  }
}
