package dev.mcpstack.operator.cli;

import dev.mcpstack.stack.CellStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The revisions that a stack remembers. */
@Command(
    name = "history",
    description = "The revisions that are kept: any of them can be rolled back to.")
final class HistoryCommand extends StackCommand {
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

  HistoryCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(Api api) {
    Seen seen = api.see(stack);
    if (output != Output.TEXT) {
      print(output.of(tree(seen)));
    } else if (seen.kept().isEmpty()) {
      print("No revision of " + seen.name() + " is kept yet.");
    } else {
      Columns.of(rows(seen, now())).forEach(this::print);
    }
    return ExitCode.OK;
  }

  private static List<List<String>> rows(Seen seen, Instant now) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("REVISION", "RELEASE", "COLOUR", "AGE", "STANDING"));
    for (Kept kept : seen.kept().reversed()) {
      rows.add(
          List.of(
              Integer.toString(kept.number()),
              kept.release(),
              colour(kept),
              Times.length(Duration.between(kept.made(), now)),
              Standing.of(seen, kept.number())));
    }
    return rows;
  }

  private static String colour(Kept kept) {
    return CellStatus.Colour.of(kept.number()).name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> tree(Seen seen) {
    List<Map<String, Object>> revisions = new ArrayList<>();
    for (Kept kept : seen.kept().reversed()) {
      Map<String, Object> revision = new LinkedHashMap<>();
      revision.put("revision", kept.number());
      revision.put("release", kept.release());
      revision.put("colour", colour(kept));
      revision.put("made", kept.made().toString());
      revision.put("standing", Standing.of(seen, kept.number()));
      revisions.add(revision);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("namespace", seen.namespace());
    tree.put("name", seen.name());
    tree.put("revisions", revisions);
    return tree;
  }
}
