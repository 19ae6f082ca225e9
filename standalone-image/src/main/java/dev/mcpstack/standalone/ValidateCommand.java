package dev.mcpstack.standalone;

import dev.mcpstack.stack.McpStack;
import dev.mcpstack.stack.StackFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with a stack file. */
@Command(
    name = "validate",
    description = "Check a stack file and print all its problems.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "STACK.yaml", description = "One McpStack, and Secrets beside it.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    McpStack stack = StackFile.read(file).stack();
    int sources = stack.spec().sources().size();
    spec.commandLine()
        .getOut()
        .println(
            file
                + ": valid, stack '"
                + stack.metadata().name()
                + "' with "
                + (sources == 1 ? "1 source" : sources + " sources"));
    spec.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }
}
