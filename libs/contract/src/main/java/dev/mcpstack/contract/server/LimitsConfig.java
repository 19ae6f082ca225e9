package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.DataSize;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import java.time.Duration;

/** What one server may spend. */
@Rule(
    value =
        "[self.callBudget, self.statementTimeout, self.handleLifetime].all(span, duration(span) > duration('0s'))",
    message = "callBudget, statementTimeout and handleLifetime must be above 0, such as 15s")
@Rule(
    value =
        "int(self.maxResult.find('^[0-9]+')) * "
            + SizeRules.UNITS
            + "[self.maxResult.find('[A-Za-z]*$')] <= int(self.maxResults.find('^[0-9]+')) * "
            + SizeRules.UNITS
            + "[self.maxResults.find('[A-Za-z]*$')]",
    message = "maxResult must be at most maxResults: lower it, or raise that")
public record LimitsConfig(
    @Description(
            "How long a call is answered directly. What outlasts it goes on, and the answer is a pending handle.")
        @Default("15s")
        Duration callBudget,
    @Description("Calls at once; one more is refused and may be repeated.")
        @Default("1000")
        @Range(min = 1, max = 100000)
        int maxConcurrentCalls,
    @Description("How long a statement may run before it is ended at the database.") @Default("10m")
        Duration statementTimeout,
    @Description("How long a handle lives after it was made. A reader keeps it alive.")
        @Default("15m")
        Duration handleLifetime,
    @Description("The largest result that is kept behind one handle.") @Default("1GiB")
        DataSize maxResult,
    @Description("All results together, in memory and on disk.") @Default("4GiB")
        DataSize maxResults,
    @Description(
            "What all results take in memory; beyond it they go to disk, encrypted. There are as many results at most as this has units of 4 KiB.")
        @Default("64MiB")
        DataSize spoolMemory,
    @Description(
            "How long a server that is told to stop serves what it holds, while it takes nothing new; it ends sooner when all of that has ended. A server in the process of its gateway ends at once.")
        @Default("20s")
        Duration stopGrace)
    implements SelfChecked {
  @Override
  public void check(Problems problems) {
    checkPositive("callBudget", callBudget, problems);
    checkPositive("statementTimeout", statementTimeout, problems);
    checkPositive("handleLifetime", handleLifetime, problems);
    if (maxResult.bytes() > maxResults.bytes()) {
      problems.add(
          "maxResult",
          maxResult.toString(),
          "at most maxResults (" + maxResults + "): lower it, or raise that");
    }
  }

  private static void checkPositive(String path, Duration duration, Problems problems) {
    if (!duration.isPositive()) {
      problems.add(
          path, duration.isZero() ? "0" : "less than 0", "a duration above 0, such as 15s");
    }
  }
}
