package dev.mcpstack.localdata.completion;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.localdata.prompt.SourcePrompts;
import dev.mcpstack.localdata.source.Catalog;
import dev.mcpstack.localdata.source.CatalogNames;
import dev.mcpstack.localdata.source.Source;
import dev.mcpstack.localdata.source.Sources;
import dev.mcpstack.localdata.tools.Scopes;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.prompt.Prompts;
import dev.mcpstack.mcp.resource.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proposes names of sources, tables and columns. Those of tables need the source among the
 * arguments filled in before, unless there is only one; those of columns the table too.
 */
public final class NameCompleter implements Completer {
  private final Sources sources;
  private final CatalogNames names;
  private final Prompts prompts;
  private final Resources resources;

  /** Proposals for the arguments of these prompts and of the templates of these resources. */
  public NameCompleter(Sources sources, CatalogNames names, Prompts prompts, Resources resources) {
    this.sources = sources;
    this.names = names;
    this.prompts = prompts;
    this.resources = resources;
  }

  @Override
  public Completion complete(McpCall call, CompletionRequest request) {
    requireKnown(request.ref());
    if (!call.principal().holds(Scopes.READ)) {
      return Completion.NONE;
    }
    String typed = request.value();
    Map<String, String> context = request.context();
    return switch (request.argument()) {
      case SourcePrompts.SOURCE ->
          Completion.matching(typed, sources.all().stream().map(Source::name).toList());
      case SourcePrompts.TABLE ->
          source(context).map(source -> tables(source, typed)).orElse(Completion.NONE);
      case SourcePrompts.COLUMN ->
          source(context)
              .map(source -> names.columns(source, context.getOrDefault(SourcePrompts.TABLE, "")))
              .map(columns -> Completion.matching(typed, columns))
              .orElse(Completion.NONE);
      default -> Completion.NONE; // A question, a goal: whatever a person thinks of.
    };
  }

  private Optional<Source> source(Map<String, String> context) {
    String name = context.get(SourcePrompts.SOURCE);
    if (name != null) {
      return sources.find(name);
    }
    List<Source> all = sources.all();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /** With their schemas where there are several; found by the schema or by the bare name. */
  private Completion tables(Source source, String typed) {
    List<Catalog.Table> all = names.tables(source);
    boolean oneSchema = all.stream().map(Catalog.Table::schema).distinct().count() == 1;
    List<String> found =
        all.stream()
            .filter(table -> begins(table.name(), typed) || begins(table.qualifiedName(), typed))
            .map(table -> oneSchema ? table.name() : table.qualifiedName())
            .toList();
    return new Completion(found.stream().limit(Completion.MAX_VALUES).toList(), found.size());
  }

  private static boolean begins(String name, String typed) {
    return name.regionMatches(true, 0, typed, 0, typed.length());
  }

  private void requireKnown(CompletionRequest.Ref ref) {
    boolean known =
        switch (ref) {
          case CompletionRequest.Ref.Prompt(String name) ->
              prompts.list().stream().anyMatch(prompt -> prompt.name().equals(name));
          case CompletionRequest.Ref.Template(String uri) ->
              resources.templates().stream().anyMatch(each -> each.uriTemplate().equals(uri));
        };
    if (!known) {
      String name =
          switch (ref) {
            case CompletionRequest.Ref.Prompt(String prompt) -> prompt;
            case CompletionRequest.Ref.Template(String uri) -> uri;
          };
      throw BrokenRequestException.invalid(
          "Nothing to complete is called " + Problem.excerpt(name) + ".");
    }
  }
}
