package dev.mcpstack.operator.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What an edit would do, before it is applied. */
@Command(
    name = "diff",
    description =
        "What applying a file would do: which fields change, and whether that is done in place, scales, or brings up another revision. Writes nothing.")
final class DiffCommand extends StackCommand {
  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      required = true,
      description = "A file with the McpStack, or - for standard input.")
  private String file = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private Output output = Output.TEXT;

  private Optional<Edit> edit = Optional.empty();

  DiffCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Optional<String> ownNamespace() {
    return edit().namespace();
  }

  /** Read once, since standard input can't be read again. */
  private Edit edit() {
    if (edit.isEmpty()) {
      edit = Optional.of(Edit.read(file));
    }
    return edit.get();
  }

  @Override
  int run(Api api) {
    Optional<Map<?, ?>> live = api.find(edit().name());
    if (live.isEmpty()) {
      print(
          "%s is not in namespace %s yet: its first revision is brought up."
              .formatted(edit().name(), api.namespace()));
      return ExitCode.OK;
    }
    Plan plan = Plan.of(edit(), live.get(), api.see(live.get()));
    if (output == Output.TEXT) {
      plan.lines().forEach(this::print);
    } else {
      print(output.of(plan.tree()));
    }
    return ExitCode.OK;
  }
}
