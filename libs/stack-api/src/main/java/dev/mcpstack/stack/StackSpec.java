package dev.mcpstack.stack;

import dev.mcpstack.contract.server.LimitsConfig;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a stack is made of. A source is all that is needed. */
public record StackSpec(
    @Description(
            "How the servers are spread over processes in a cluster. ./mcpstack up always runs them in one.")
        @Default("Split")
        StackMode mode,
    @Description("Where rows come from.") @Size(min = 1, max = MAX_SOURCES)
        List<StackSource> sources,
    @Description("The endpoint that agents see.") @Default("{}") GatewaySpec gateway,
    @Description("What each server may spend.") @Default("{}") LimitsConfig limits)
    implements SelfChecked {
  /** The most sources of one stack. */
  public static final int MAX_SOURCES = 100;

  @Override
  public void check(Problems problems) {
    checkNames(problems);
    checkPositive("limits.callBudget", limits.callBudget(), problems);
    checkPositive("limits.statementTimeout", limits.statementTimeout(), problems);
    checkPositive("limits.handleLifetime", limits.handleLifetime(), problems);
    if (limits.maxResult().bytes() > limits.maxResults().bytes()) {
      problems.add(
          "limits.maxResult",
          limits.maxResult().toString(),
          "at most limits.maxResults (" + limits.maxResults() + "): lower it, or raise that");
    }
  }

  private void checkNames(Problems problems) {
    Map<String, Integer> first = new HashMap<>();
    for (int index = 0; index < sources.size(); index++) {
      String name = sources.get(index).name();
      Integer other = first.putIfAbsent(name, index);
      if (other != null) {
        problems.add(
            "sources[" + index + "].name",
            Problem.excerpt(name),
            "a name that no other source has (sources[" + other + "] has it): rename one of them");
      }
    }
  }

  private static void checkPositive(String path, Duration duration, Problems problems) {
    if (!duration.isPositive()) {
      problems.add(
          path, duration.isZero() ? "0" : "less than 0", "a duration above 0, such as 15s");
    }
  }
}
