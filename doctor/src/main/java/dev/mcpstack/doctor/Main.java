package dev.mcpstack.doctor;

import dev.mcpstack.doctor.client.Access;
import dev.mcpstack.doctor.client.StackClient;
import dev.mcpstack.doctor.verify.VerifyCommand;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of doctor. */
@Command(
    name = "mcpstack doctor",
    mixinStandardHelpOptions = true,
    subcommands = VerifyCommand.class,
    description =
        "Checks a running stack end to end, over MCP. Exits with 0 when all is well, 1 when not, 2 on wrong usage.")
public final class Main implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "http://127.0.0.1:8080/mcp",
      description = "The MCP endpoint (default: ${DEFAULT-VALUE}).")
  private URI endpoint = URI.create("http://127.0.0.1:8080/mcp");

  @Mixin private Access access = new Access();

  @Spec private CommandSpec command = CommandSpec.create();

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Main()).execute(args);
  }

  @Override
  public Integer call() {
    access.requireUrl(endpoint, "the endpoint");
    PrintWriter out = command.commandLine().getOut();
    List<Finding> findings;
    try (StackClient client = StackClient.of(endpoint, access.key(), access.trust())) {
      findings = new Doctor(client).examine();
    }
    findings.forEach(finding -> out.println(finding.toLine()));
    boolean healthy = findings.stream().allMatch(Finding::healthy);
    out.println(healthy ? "All is well." : "Something is wrong: see above.");
    out.flush();
    return healthy ? 0 : 1;
  }
}
