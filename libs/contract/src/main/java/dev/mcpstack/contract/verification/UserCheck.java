package dev.mcpstack.contract.verification;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A call that a release has to answer rightly before it serves. */
@Rule(
    value = "!has(self.maxDuration) || duration(self.maxDuration) > duration('0s')",
    message = "maxDuration must be above 0, such as 5s")
public record UserCheck(
    @Description("What the check is called.") @Size(min = 1, max = 63) String name,
    @Description("The tool to call.") @Example("execute_query") @Size(min = 1, max = 200)
        String tool,
    @Description("Its arguments.") @Default("{}") @Size(max = 100) Map<String, Object> arguments,
    @Description(
            "What the structured answer holds, by JSON pointer such as /rows or /numeric/0/mean. Objects and lists are compared"
                + " whole. A null expects nothing. A call that fails is expected to only where /status is named.")
        @Default("{}")
        @Size(max = 50)
        Map<String, Object> expect,
    @Description("How far a number may be from what is expected.")
        @Default("0")
        @Range(min = 0, max = 1_000_000_000)
        double tolerance,
    @Description("How long the call may take, also where its answer is waited for.")
        Optional<Duration> maxDuration)
    implements SelfChecked {
  private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)*");

  @Override
  public void check(Problems problems) {
    for (String pointer : expect.keySet()) {
      if (!POINTER.matcher(pointer).matches()) {
        problems.add("expect." + pointer, pointer, "a JSON pointer such as /rows");
      }
    }
    if (maxDuration.filter(Duration::isPositive).isEmpty() && maxDuration.isPresent()) {
      problems.add("maxDuration", "0", "a duration above 0, such as 5s");
    }
  }
}
