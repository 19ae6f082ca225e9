package dev.mcpstack.operator.cli;

import dev.mcpstack.contract.config.ConfigurationException;
import dev.mcpstack.operator.runtime.OperatorMeters;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kubectl mcpstack} as a program. */
@Command(
    name = "kubectl mcpstack",
    description = {
      "Steers the rollouts of McpStacks.",
      "Each verb is a field of the stack's spec.rollout, so a repository can say the same."
    },
    mixinStandardHelpOptions = true,
    version = "mcpstack " + OperatorMeters.VERSION,
    footer = {
      "",
      "Exit codes: 0 done, or so already; 1 refused or failed, and nothing was written; 2 a wrong command line."
    })
public final class KubectlMain implements Runnable {
  private static final int HELP_WIDTH = 110;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs it and ends with its exit code. */
  public static void main(String[] arguments) {
    // What the client logs is told in a line here, and a logging library takes long to start.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    System.exit(commandLine(Surroundings.REAL).execute(arguments));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static CommandLine commandLine(Surroundings around) {
    CommandLine line = new CommandLine(new KubectlMain());
    line.addSubcommand(new StatusCommand(around));
    line.addSubcommand(new HistoryCommand(around));
    line.addSubcommand(new DiffCommand(around));
    verb(
        line,
        "promote",
        "The revision that waits may serve; one that is still checked, once it has passed.",
        new RevisionVerb(around, Verbs::promote));
    verb(
        line,
        "abort",
        "The rollout ends and the old revision serves on; one that has switched is taken back.",
        new RevisionVerb(around, Verbs::abort));
    verb(
        line,
        "rollback",
        "A kept revision serves again, without a number the one before; the stack is held there.",
        new RollbackCommand(around));
    verb(
        line,
        "retry",
        "What has failed is tried again as it is.",
        new PlainVerb(around, now -> Verbs.retry(now.truncatedTo(ChronoUnit.MILLIS).toString())));
    verb(line, "pause", "Rollouts go no further.", new PlainVerb(around, _ -> Verbs.pause()));
    verb(line, "resume", "They go on.", new PlainVerb(around, _ -> Verbs.resume()));
    verb(
        line,
        "retire",
        "The pods of an old revision go now, with what they still hold.",
        new RevisionVerb(around, Verbs::retire));
    return line.setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, at, _) -> failed(failure, at.getErr()));
  }

  private static void verb(CommandLine line, String name, String meaning, VerbCommand command) {
    CommandLine made = new CommandLine(command);
    made.getCommandSpec().usageMessage().description(meaning);
    line.addSubcommand(name, made);
  }

  private static int failed(Exception failure, PrintWriter err) {
    String line =
        switch (failure) {
          case CliFailure expected -> expected.getMessage();
          case ConfigurationException problems -> problems.getMessage();
          case InterruptedException _ -> "Interrupted.";
          default -> "An unexpected failure, please report it: " + failure;
        };
    err.println("error: " + line);
    err.flush();
    return ExitCode.SOFTWARE;
  }
}
