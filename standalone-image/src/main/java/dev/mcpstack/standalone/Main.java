package dev.mcpstack.standalone;

import java.util.List;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
  private Main() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new MainCommand());
    commands.setExecutionExceptionHandler(new Failures());
    for (CommandLine each : List.copyOf(commands.getSubcommands().values())) {
      each.setExecutionExceptionHandler(new Failures());
    }
    return commands;
  }
}
