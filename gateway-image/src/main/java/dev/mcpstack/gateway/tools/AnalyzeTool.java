package dev.mcpstack.gateway.tools;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.ToolCall;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Query and analysis in one call: the rows go from server to server and never through the model.
 */
public final class AnalyzeTool {
  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "analyze",
          "Query and analyse in one call",
          "Runs a read-only SQL query on a source and one analysis on its rows, in one call. The rows stay in the stack. Use it when"
              + " the query is not needed again; else call execute_query once and pass its handle to several analyses. arguments are"
              + " those of the analysis's own tool, without handle, for example {\"target\": \"y\", \"features\": [\"x\"]} for"
              + " regression.",
          Args.class,
          Facts.class,
          Effect.MAKES_HANDLE,
          "analysis:run");

  private final Upstream data;
  private final Upstream science;

  /** Composed of the two servers. */
  public AnalyzeTool(Upstream data, Upstream science) {
    this.data = data;
    this.science = science;
  }

  /** The analyses that can be asked for, by the names of their tools. */
  public enum Analysis {
    summarize,
    hypothesis_test,
    regression
  }

  /** What to query and how to analyse it. */
  public record Args(
      @Description("Name of the source, from list_sources.") @Size(min = 1, max = 63) String source,
      @Description("One read-only SQL statement in the source's dialect.")
          @Size(min = 1, max = 10_000)
          String sql,
      @Description("Which analysis to run on the rows.") Analysis analysis,
      @Description("The arguments of the analysis without handle.") @Default("{}")
          Map<String, Object> arguments) {}

  /** What came out. */
  public record Facts(
      @Description("Data token of the queried rows, for further analyses.") String handle,
      @Description("How many rows were analysed.") long rows,
      @Description("The analysis that ran.") String analysis,
      @Description("Its structured answer.") Map<String, Object> result) {}

  /** As an entry of the registry. */
  public ToolEntry entry() {
    return ToolEntry.composed(SPEC, this::call);
  }

  private ToolOutcome call(ToolCall context, Args args) {
    ToolOutcome query =
        Steps.run(
            context,
            data,
            "execute_query",
            Map.of("source", args.source(), "sql", args.sql(), "previewRows", 0));
    if (query.status() == ToolOutcome.Status.FAILED
        || !(query.structured().get("handle") instanceof String handle)) {
      return query;
    }
    Map<String, Object> arguments = new LinkedHashMap<>(args.arguments());
    arguments.put("handle", handle);
    String analysis = args.analysis().name().toLowerCase(Locale.ROOT);
    ToolOutcome outcome = Steps.run(context, science, analysis, arguments);
    if (outcome.status() == ToolOutcome.Status.FAILED) {
      return outcome;
    }
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("handle", handle);
    facts.put("rows", query.structured().getOrDefault("rows", 0));
    facts.put("analysis", analysis);
    facts.put("result", outcome.structured());
    return ToolOutcome.complete(
        outcome.markdown()
            + "\n\nThe "
            + query.structured().get("rows")
            + " rows are kept under data token `"
            + handle
            + "`.",
        facts);
  }
}
