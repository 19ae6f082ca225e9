package dev.mcpstack.operator.cli;

import dev.mcpstack.contract.shape.RecordShape;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a stack is, once or until it rests. */
@Command(
    name = "status",
    description = "How a stack's rollout is: revisions, what is ready, why, and what is unwell.")
final class StatusCommand extends StackCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "STACK",
      description = "The stack, if there are several in the namespace.")
  private Optional<String> stack = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  private Output output = Output.TEXT;

  @Option(
      names = {"-w", "--watch"},
      description =
          "Follows it until it rests: exits with 0 when what the stack asks for serves, with 1 when that has failed or waits for somebody to let it go on.")
  private boolean watches;

  StatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Api api) throws InterruptedException {
    String last = "";
    while (true) {
      Seen seen = api.see(stack);
      Settled settled = Settled.of(seen);
      boolean ends = !watches || settled != Settled.MOVING;
      String told = ends ? whole(seen, settled) : step(seen, settled);
      if (!told.equals(last)) {
        print(told);
        flush();
        last = told;
      }
      if (ends) {
        return watches && settled == Settled.FAILED ? ExitCode.SOFTWARE : ExitCode.OK;
      }
      pause();
    }
  }

  private String whole(Seen seen, Settled settled) {
    return output == Output.TEXT ? StatusText.of(seen, now()) : output.of(tree(seen, settled));
  }

  /** One of those on the way, the same as long as nothing has changed. */
  private String step(Seen seen, Settled settled) {
    return output == Output.TEXT
        ? seen.phase().map(StatusText::name).orElse("not looked at yet")
            + ": "
            + seen.status().message().orElse("")
        : output.of(tree(seen, settled));
  }

  private static Map<String, Object> tree(Seen seen, Settled settled) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("namespace", seen.namespace());
    tree.put("name", seen.name());
    tree.put("settled", settled.name().toLowerCase(Locale.ROOT));
    tree.put("rollout", RecordShape.treeOf(seen.asked()));
    tree.put("status", RecordShape.treeOf(seen.status()));
    return tree;
  }
}
