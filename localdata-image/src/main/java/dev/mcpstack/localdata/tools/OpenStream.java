package dev.mcpstack.localdata.tools;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.localdata.query.QueryRunner;
import dev.mcpstack.localdata.source.Sources;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolSpec;

/** Starts a query and hands out its data token at once. */
public final class OpenStream implements Tool<OpenStream.Args, OpenStream.Facts> {
  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "open_stream",
          "Start a query",
          "Starts one read-only SQL statement and answers at once with a pending data token (handle). Pass it to an analysis"
              + " right away: that works on the rows as they come. For large or slow queries; execute_query shows a preview.",
          Args.class,
          Facts.class,
          Effect.MAKES_HANDLE,
          Scopes.READ);

  private final Sources sources;
  private final QueryRunner runner;

  /** A tool over these sources. */
  public OpenStream(Sources sources, QueryRunner runner) {
    this.sources = sources;
    this.runner = runner;
  }

  /** What to run where. */
  public record Args(
      @Description("Name of the source, from list_sources.") @Size(min = 1, max = 63) String source,
      @Description("One SELECT statement in the source's dialect.") @Size(min = 1, max = 10_000)
          String sql) {}

  /** Where its rows will be. */
  public record Facts(
      @Description("Data token of the rows, which are still to come.") String handle,
      @Description("How long the token lives once all rows are there, in seconds.")
          long livesSeconds) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    HandleRecord record =
        runner.begin(
            context.principal(),
            context.correlationId(),
            sources.require(args.source()),
            args.sql());
    return new Answer<>(
        new Facts(record.name(), record.timeToLive().toSeconds()),
        "The query has started. Data token: `"
            + record.name()
            + "`. Use it now, or call wait with it to know when all rows are there.");
  }
}
