package dev.mcpstack.mcp.runtime;

import dev.mcpstack.contract.config.ConfigurationException;
import dev.mcpstack.contract.error.StackException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error why a command failed, and what to do. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error: " + mistake.getMessage());
    UnmatchedArgumentException.printSuggestions(mistake, err);
    command.usage(err);
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    int code =
        switch (failure) {
          case ConfigurationException problems -> {
            err.println("error: " + problems.getMessage());
            yield CommandLine.ExitCode.USAGE;
          }
          case StartFailure expected -> {
            err.println("error: " + expected.getMessage());
            yield CommandLine.ExitCode.SOFTWARE;
          }
          case StackException expected -> {
            err.println("error: " + expected.safeMessage() + " " + expected.remedy());
            yield CommandLine.ExitCode.SOFTWARE;
          }
          default -> {
            Logger log = LoggerFactory.getLogger(Failures.class);
            log.error("The command failed unexpectedly", failure);
            err.println("error: an unexpected failure, the log above says where; please report it");
            yield CommandLine.ExitCode.SOFTWARE;
          }
        };
    err.flush();
    return code;
  }
}
