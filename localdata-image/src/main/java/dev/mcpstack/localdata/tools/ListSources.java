package dev.mcpstack.localdata.tools;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.localdata.source.Source;
import dev.mcpstack.localdata.source.Sources;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.List;

/** The sources there are. */
public final class ListSources implements Tool<ListSources.Args, ListSources.Facts> {
  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "list_sources",
          "List sources",
          "Lists the data sources that can be queried, with their SQL dialect and what they hold. Start here.",
          Args.class,
          Facts.class,
          Effect.READS,
          Scopes.READ);

  private final Sources sources;

  /** A tool over these sources. */
  public ListSources(Sources sources) {
    this.sources = sources;
  }

  /** No arguments. */
  public record Args() {}

  /** The sources. */
  public record Facts(
      @Description("The sources, in the order of the configuration.") List<SourceFacts> sources) {}

  /** One source. */
  public record SourceFacts(
      @Description("Its name, for the other tools.") String name,
      @Description("Its SQL dialect.") String dialect,
      @Description("What it holds.") String description) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    List<SourceFacts> facts = sources.all().stream().map(ListSources::facts).toList();
    StringBuilder markdown = new StringBuilder("| source | dialect | holds |\n|---|---|---|");
    for (SourceFacts source : facts) {
      markdown
          .append("\n| ")
          .append(source.name())
          .append(" | ")
          .append(source.dialect())
          .append(" | ")
          .append(MarkdownText.cell(source.description()))
          .append(" |");
    }
    markdown.append("\n\nNext: describe_source shows the tables of one.");
    return new Answer<>(new Facts(facts), markdown.toString());
  }

  private static SourceFacts facts(Source source) {
    return new SourceFacts(source.name(), source.dialect().title(), source.description());
  }
}
