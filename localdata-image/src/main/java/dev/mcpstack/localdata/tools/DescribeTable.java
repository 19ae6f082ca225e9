package dev.mcpstack.localdata.tools;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.localdata.source.Catalog;
import dev.mcpstack.localdata.source.Source;
import dev.mcpstack.localdata.source.Sources;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.List;
import java.util.Optional;

/** The columns of a table. */
public final class DescribeTable implements Tool<DescribeTable.Args, DescribeTable.Facts> {
  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "describe_table",
          "Describe a table",
          "Shows the columns of a table: name, type, whether null is possible, primary key, comment; and its estimated rows.",
          Args.class,
          Facts.class,
          Effect.READS,
          Scopes.READ);

  private final Sources sources;
  private final Catalog catalog;

  /** A tool over these sources. */
  public DescribeTable(Sources sources, Catalog catalog) {
    this.sources = sources;
    this.catalog = catalog;
  }

  /** Which table. */
  public record Args(
      @Description("Name of the source, from list_sources.") @Size(min = 1, max = 63) String source,
      @Description("Name of the table, with its schema where several have the name.")
          @Size(min = 1, max = 255)
          String table) {}

  /** The table and its columns. */
  public record Facts(
      @Description("The source.") String source,
      @Description("The schema of the table.") String schema,
      @Description("The table.") String table,
      @Description("Its comment; absent when it has none.") Optional<String> comment,
      @Description("Estimated rows; absent when unknown.") Optional<Long> estimatedRows,
      @Description("Its columns, in order.") List<ColumnFacts> columns) {}

  /** One column. */
  public record ColumnFacts(
      @Description("Its name.") String name,
      @Description("Its type, as the database writes it.") String type,
      @Description("Whether it may be null.") boolean nullable,
      @Description("Whether it is part of the primary key.") boolean primaryKey,
      @Description("Its comment; absent when it has none.") Optional<String> comment) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    Source source = sources.require(args.source());
    Catalog.Table table = catalog.require(context.cancellation(), source, args.table());
    List<ColumnFacts> columns =
        catalog.columns(context.cancellation(), source, table).stream()
            .map(DescribeTable::facts)
            .toList();
    Optional<Long> rows =
        table.estimatedRows().isPresent()
            ? Optional.of(table.estimatedRows().getAsLong())
            : Optional.empty();
    Facts facts =
        new Facts(source.name(), table.schema(), table.name(), table.comment(), rows, columns);
    return new Answer<>(facts, markdown(facts));
  }

  private static String markdown(Facts facts) {
    StringBuilder markdown =
        new StringBuilder("Table `" + facts.schema() + "." + facts.table() + "`");
    facts
        .estimatedRows()
        .ifPresent(rows -> markdown.append(", about ").append(rows).append(" rows"));
    markdown.append('.');
    facts.comment().ifPresent(comment -> markdown.append(' ').append(MarkdownText.cell(comment)));
    markdown.append("\n\n| column | type | null | key | comment |\n|---|---|---|---|---|");
    for (ColumnFacts column : facts.columns()) {
      markdown
          .append("\n| ")
          .append(MarkdownText.cell(column.name()))
          .append(" | ")
          .append(MarkdownText.cell(column.type()))
          .append(column.nullable() ? " | yes | " : " | no | ")
          .append(column.primaryKey() ? "primary" : "")
          .append(" | ")
          .append(MarkdownText.cell(column.comment().orElse("")))
          .append(" |");
    }
    return markdown
        .append("\n\nNext: execute_query with source `")
        .append(facts.source())
        .append("`.")
        .toString();
  }

  private static ColumnFacts facts(Catalog.ColumnInfo column) {
    return new ColumnFacts(
        column.name(), column.type(), column.nullable(), column.primaryKey(), column.comment());
  }
}
