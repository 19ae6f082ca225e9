package dev.mcpstack.localdata.resource;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.call.Progress;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.source.Catalog;
import dev.mcpstack.localdata.source.CatalogNames;
import dev.mcpstack.localdata.source.Source;
import dev.mcpstack.localdata.source.Sources;
import dev.mcpstack.localdata.tools.DescribeSource;
import dev.mcpstack.localdata.tools.DescribeTable;
import dev.mcpstack.localdata.tools.Scopes;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.resource.ResourceContents;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Each source and each table as a resource, which says what describe_* say. */
public final class SourceResources implements Resources {
  private static final String MARKDOWN = "text/markdown";

  /**
   * A person picks from the list, and some hosts put all of it before the model, at about fifty
   * tokens an entry. The tables of a source with more are found by its own resource, the template
   * and completion. All or none, since a part would be taken for all.
   */
  private static final int MOST_TABLES = 50;

  private static final int LONGEST = 200;

  private static final List<TemplateDefinition> TEMPLATES =
      List.of(
          TemplateDefinition.of(
              SourceUri.SOURCE_TEMPLATE,
              "source",
              "A source",
              "The tables and views of a source with their estimated row counts and comments.",
              MARKDOWN),
          TemplateDefinition.of(
              SourceUri.TABLE_TEMPLATE,
              "table",
              "A table",
              "The columns of a table: name, type, whether null is possible, primary key, comment.",
              MARKDOWN));

  private final Sources sources;
  private final CatalogNames names;
  private final DescribeSource describeSource;
  private final DescribeTable describeTable;

  /** Resources over what the tools describe. */
  public SourceResources(
      Sources sources,
      CatalogNames names,
      DescribeSource describeSource,
      DescribeTable describeTable) {
    this.sources = sources;
    this.names = names;
    this.describeSource = describeSource;
    this.describeTable = describeTable;
  }

  @Override
  public List<ResourceDefinition> list(McpCall call) {
    if (!call.principal().holds(Scopes.READ)) {
      return List.of();
    }
    Map<String, List<Catalog.Table>> tables = names.tables(sources.all());
    List<ResourceDefinition> all = new ArrayList<>();
    for (Source source : sources.all()) {
      all.add(definition(source));
      List<Catalog.Table> those = tables.getOrDefault(source.name(), List.of());
      if (those.size() <= MOST_TABLES) {
        those.forEach(table -> all.add(definition(source, table)));
      }
    }
    return all;
  }

  @Override
  public List<TemplateDefinition> templates() {
    return TEMPLATES;
  }

  @Override
  public Reply read(McpCall call, String uri) {
    SourceUri named =
        SourceUri.parse(uri)
            .filter(_ -> call.principal().holds(Scopes.READ))
            .orElseThrow(() -> BrokenRequestException.noResource(uri));
    CallContext context =
        new CallContext(call.principal(), call.correlationId(), call.cancellation(), Progress.NONE);
    try {
      return ResourceContents.text(uri, MARKDOWN, text(context, named));
    } catch (StackException e) {
      if (e.code() == LocalDataError.SOURCE_UNKNOWN || e.code() == LocalDataError.TABLE_UNKNOWN) {
        throw new BrokenRequestException(
            BrokenRequestException.Kind.RESOURCE_NOT_FOUND,
            e.safeMessage() + " " + e.remedy(),
            Map.of("uri", uri));
      }
      throw e;
    }
  }

  private String text(CallContext context, SourceUri named) {
    return named
        .table()
        .map(table ->
            describeTable.call(context, new DescribeTable.Args(named.source(), table)).markdown())
        .orElseGet(
            () -> describeSource.call(context, new DescribeSource.Args(named.source())).markdown());
  }

  private static ResourceDefinition definition(Source source) {
    String holds =
        source.description().isBlank()
            ? "The tables of the " + source.dialect().title() + " source."
            : shortened(source.description());
    return ResourceDefinition.of(
        SourceUri.of(source.name()), source.name(), "Source " + source.name(), holds, MARKDOWN);
  }

  private static ResourceDefinition definition(Source source, Catalog.Table table) {
    String name = source.name() + "." + table.qualifiedName();
    return ResourceDefinition.of(
        SourceUri.of(source.name(), table.qualifiedName()),
        name,
        (table.kind().equals("view") ? "View " : "Table ") + name,
        table
            .comment()
            .map(SourceResources::shortened)
            .orElse("The columns of the " + table.kind() + "."),
        MARKDOWN);
  }

  /** Comments may be pages long, which is for reading the resource and not for a list. */
  private static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
