package dev.mcpstack.doctor.tooldiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the tools of a release with those that serve. New tools, new optional arguments and more
 * in an answer are no loss. What can't be compared counts as one, since somebody should look.
 */
public final class ToolDiff {
  private static final int MOST_NAMED = 3;

  private ToolDiff() {}

  /** What calls that work now would lose, in the order of the tools that serve. */
  public static List<ToolLoss> losses(List<OfferedTool> serving, List<OfferedTool> release) {
    Map<String, OfferedTool> now =
        release.stream()
            .collect(Collectors.toMap(OfferedTool::name, Function.identity(), (a, _) -> a));
    List<ToolLoss> losses = new ArrayList<>();
    for (OfferedTool before : serving) {
      OfferedTool after = now.get(before.name());
      if (after == null) {
        losses.add(new ToolLoss(before.name(), before.name() + " is gone"));
      } else {
        compare(before, after, losses);
      }
    }
    return List.copyOf(losses);
  }

  private static void compare(OfferedTool before, OfferedTool after, List<ToolLoss> losses) {
    String name = before.name();
    List<String> taken = SchemaFit.gaps(Direction.INPUT, before.input(), after.input());
    if (!taken.isEmpty()) {
      losses.add(new ToolLoss(name, name + " takes less: " + named(taken)));
    }
    if (before.output().isEmpty()) {
      return;
    }
    List<String> promised =
        after
            .output()
            .map(output -> SchemaFit.gaps(Direction.OUTPUT, before.output().get(), output))
            .orElse(List.of("it has no output schema any longer"));
    if (!promised.isEmpty()) {
      losses.add(new ToolLoss(name, name + " promises less: " + named(promised)));
    }
  }

  private static String named(List<String> gaps) {
    String first = gaps.stream().limit(MOST_NAMED).collect(Collectors.joining("; "));
    int more = gaps.size() - MOST_NAMED;
    return more > 0 ? first + "; and " + more + " more" : first;
  }
}
