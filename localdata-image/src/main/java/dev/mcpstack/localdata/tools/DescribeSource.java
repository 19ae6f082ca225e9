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

/** The tables of a source. */
public final class DescribeSource implements Tool<DescribeSource.Args, DescribeSource.Facts> {
  private static final int MAX_TABLES = 500;

  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "describe_source",
          "Describe a source",
          "Lists the tables and views of a source with their estimated row counts and comments.",
          Args.class,
          Facts.class,
          Effect.READS,
          Scopes.READ);

  private final Sources sources;
  private final Catalog catalog;

  /** A tool over these sources. */
  public DescribeSource(Sources sources, Catalog catalog) {
    this.sources = sources;
    this.catalog = catalog;
  }

  /** Which source. */
  public record Args(
      @Description("Name of the source, from list_sources.") @Size(min = 1, max = 63)
          String source) {}

  /** The source and its tables. */
  public record Facts(
      @Description("The source.") String source,
      @Description("Its SQL dialect.") String dialect,
      @Description("How many tables and views it has.") int tableCount,
      @Description("The first 500 of them, by schema and name.") List<TableFacts> tables) {}

  /** One table. */
  public record TableFacts(
      @Description("Its schema.") String schema,
      @Description("Its name.") String name,
      @Description("table or view.") String kind,
      @Description("Estimated rows; absent when unknown.") Optional<Long> estimatedRows,
      @Description("Its comment; absent when it has none.") Optional<String> comment) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    Source source = sources.require(args.source());
    List<Catalog.Table> all = catalog.tables(context.cancellation(), source);
    List<TableFacts> shown = all.stream().limit(MAX_TABLES).map(DescribeSource::facts).toList();
    return new Answer<>(
        new Facts(source.name(), source.dialect().title(), all.size(), shown),
        markdown(source, all.size(), shown));
  }

  private static String markdown(Source source, int count, List<TableFacts> shown) {
    StringBuilder markdown =
        new StringBuilder(
            "Source `"
                + source.name()
                + "` ("
                + source.dialect().title()
                + ") has "
                + count
                + " tables and views.");
    if (!shown.isEmpty()) {
      markdown.append("\n\n| table | rows, estimated | comment |\n|---|---:|---|");
    }
    for (TableFacts table : shown) {
      markdown
          .append("\n| ")
          .append(MarkdownText.cell(table.schema() + "." + table.name()))
          .append(" | ")
          .append(table.estimatedRows().map(String::valueOf).orElse("?"))
          .append(" | ")
          .append(MarkdownText.cell(table.comment().orElse("")))
          .append(" |");
    }
    if (shown.size() < count) {
      markdown.append("\n\nThe other ").append(count - shown.size()).append(" are not shown.");
    }
    return markdown.append("\n\nNext: describe_table shows the columns of one.").toString();
  }

  private static TableFacts facts(Catalog.Table table) {
    Optional<Long> rows =
        table.estimatedRows().isPresent()
            ? Optional.of(table.estimatedRows().getAsLong())
            : Optional.empty();
    return new TableFacts(table.schema(), table.name(), table.kind(), rows, table.comment());
  }
}
