package dev.mcpstack.localdata.tools;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.localdata.query.Cells;
import dev.mcpstack.localdata.query.QueryResult;
import dev.mcpstack.localdata.query.QueryRunner;
import dev.mcpstack.localdata.query.RowPage;
import dev.mcpstack.localdata.source.Sources;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs SQL and hands out a data token. */
public final class ExecuteQuery implements Tool<ExecuteQuery.Args, ExecuteQuery.Facts> {
  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "execute_query",
          "Run a query",
          "Runs one read-only SQL statement and answers with a short preview and a data token (handle). All rows are kept behind"
              + " the token for a while: pass it to summarize, hypothesis_test or regression, or page through it with read_rows."
              + " Aggregate in SQL where you can.",
          Args.class,
          Facts.class,
          Effect.MAKES_HANDLE,
          Scopes.READ);

  private final Sources sources;
  private final QueryRunner runner;

  /** A tool over these sources. */
  public ExecuteQuery(Sources sources, QueryRunner runner) {
    this.sources = sources;
    this.runner = runner;
  }

  /** What to run where. */
  public record Args(
      @Description("Name of the source, from list_sources.") @Size(min = 1, max = 63) String source,
      @Description("One SELECT statement in the source's dialect.") @Size(min = 1, max = 10_000)
          String sql,
      @Description("Rows to show in the preview.") @Default("10") @Range(min = 0, max = 100)
          int previewRows) {}

  /** What came out. */
  public record Facts(
      @Description("Data token of the rows.") String handle,
      @Description("How many rows the query returned.") long rows,
      @Description("The columns, in order.") List<ResultColumn> columns,
      @Description(
              "The first rows: a list of cells each. Whole numbers beyond 2^53 and decimals are text, so that no digit is lost.")
          List<List<@Nullable Object>> preview,
      @Description("How long the query took, in milliseconds.") long elapsedMillis,
      @Description("How long the token lives from now, in seconds.") long expiresInSeconds) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    QueryResult result =
        runner.run(context, sources.require(args.source()), args.sql(), args.previewRows());
    RowPage page = result.preview();
    long rows = result.record().rows().rows();
    Facts facts =
        new Facts(
            result.record().name(),
            rows,
            ResultColumn.of(page.schema()),
            Cells.structured(page),
            result.elapsedMillis(),
            result.record().timeToLive().toSeconds());
    return new Answer<>(facts, markdown(facts, page));
  }

  private static String markdown(Facts facts, RowPage page) {
    StringBuilder markdown = new StringBuilder(Cells.markdown(page));
    markdown.append("\n\n").append(facts.rows()).append(facts.rows() == 1 ? " row" : " rows");
    int shown = page.rows().size();
    if (shown < facts.rows()) {
      markdown.append(shown == 0 ? ", none shown" : ", the first " + shown + " shown");
    }
    return markdown
        .append(". Data token: `")
        .append(facts.handle())
        .append("` (lives ")
        .append(facts.expiresInSeconds())
        .append(" s).")
        .toString();
  }
}
