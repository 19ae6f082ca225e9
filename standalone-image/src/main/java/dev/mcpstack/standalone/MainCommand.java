package dev.mcpstack.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command: it only knows help and version. */
@Command(
    name = "mcpstack",
    description = "Governed data and analysis for AI agents.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {UpCommand.class, BridgeCommand.class, ValidateCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "In a clone of the repository, the launcher ./mcpstack knows four more:",
      "  doctor    Check a running stack end to end, from outside.",
      "  operator  Look after the McpStacks of a cluster.",
      "  verify    Compile, check and test everything.",
      "  format    Format the Java sources.",
      "",
      "Exit codes: 0 done, or ended by Ctrl-C or SIGTERM; 1 could not start, or did not end in order;",
      "  2 a wrong command line or a wrong stack file; 3 and 4 are the launcher's: no JDK, build failed."
    })
final class MainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Which command? Such as: mcpstack up examples/quickstart.yaml");
  }
}
