package dev.mcpstack.standalone;

import dev.mcpstack.contract.server.UnifiedConfig;
import dev.mcpstack.mcp.runtime.Failures;
import dev.mcpstack.mcp.runtime.Program;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
  private static final int HELP_WIDTH = 110;

  private Main() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new MainCommand());
    commands.addSubcommand(
        "serve", Program.command("serve", UnifiedConfig.class, UnifiedServer::start));
    commands.setUsageHelpWidth(HELP_WIDTH);
    Failures failures = new Failures();
    commands.setParameterExceptionHandler(failures);
    commands.setExecutionExceptionHandler(failures);
    return commands;
  }
}
