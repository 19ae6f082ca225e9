package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.call.Inputs;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.http.McpRequest;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The methods that a server's features make. What it doesn't offer has none. */
final class Methods {
  /** How long a client may keep a list, unless it is told of a change before. */
  static final Duration LISTS = Duration.ofSeconds(30);

  /** What is read is live, unless who provides it says otherwise. */
  private static final Duration READS = Duration.ZERO;

  private final Features features;
  private final Rounds rounds;

  private Methods(Features features, Rounds rounds) {
    this.features = features;
    this.rounds = rounds;
  }

  static Map<String, Method> of(Features features, Rounds rounds, List<String> versions) {
    Methods methods = new Methods(features, rounds);
    Map<String, Method> all = new LinkedHashMap<>();
    all.put(Discovery.METHOD, _ -> Results.cacheable(Discovery.result(features, versions), LISTS));
    all.put("tools/list", methods::tools);
    all.put("tools/call", methods::call);
    if (Discovery.hasResources(features)) {
      all.put("resources/list", methods::resources);
      all.put("resources/templates/list", methods::templates);
      all.put("resources/read", methods::read);
    }
    if (Discovery.hasPrompts(features)) {
      all.put("prompts/list", methods::prompts);
      all.put("prompts/get", methods::prompt);
    }
    if (Discovery.completes(features)) {
      all.put("completion/complete", new CompletionMethod(features.completer()));
    }
    return all;
  }

  private Map<String, Object> tools(Exchange exchange) {
    List<ToolDefinition> all = features.tools().registry().definitions();
    return list(exchange, "tools", all, ToolDefinition::name, ToolDefinition::published);
  }

  private Map<String, Object> resources(Exchange exchange) {
    List<ResourceDefinition> all = features.resources().list(exchange.call());
    return list(exchange, "resources", all, ResourceDefinition::uri, ResourceDefinition::published);
  }

  private Map<String, Object> templates(Exchange exchange) {
    List<TemplateDefinition> all = features.resources().templates();
    return list(
        exchange,
        "resourceTemplates",
        all,
        TemplateDefinition::uriTemplate,
        TemplateDefinition::published);
  }

  private Map<String, Object> prompts(Exchange exchange) {
    List<PromptDefinition> all = features.prompts().list();
    return list(exchange, "prompts", all, PromptDefinition::name, PromptDefinition::published);
  }

  private static <T> Map<String, Object> list(
      Exchange exchange,
      String key,
      List<T> all,
      Function<T, String> name,
      Function<T, Map<String, Object>> published) {
    Pages.Page<T> page = Pages.page(key, all, name, exchange.request().params().get("cursor"));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(key, page.items().stream().map(published).toList());
    page.next().ifPresent(cursor -> result.put("nextCursor", cursor));
    return Results.cacheable(result, LISTS);
  }

  private Map<String, Object> call(Exchange exchange) {
    String name = exchange.text("name");
    Map<String, Object> arguments = exchange.object("arguments");
    features
        .tools()
        .registry()
        .find(name)
        .map(ToolEntry::definition)
        .filter(_ -> exchange.request().transport() == McpRequest.Transport.HTTP)
        .ifPresent(tool ->
            ParameterHeaders.check(exchange.request().header(), tool.inputSchema(), arguments));
    ToolOutcome outcome = features.tools().call(exchange.call(), name, arguments);
    return outcome.required().isPresent()
        ? rounds.ask(exchange, outcome.required().get())
        : ToolResult.of(outcome);
  }

  private Map<String, Object> read(Exchange exchange) {
    return switch (features.resources().read(exchange.call(), exchange.text("uri"))) {
      case Reply.Needs needs -> rounds.ask(exchange, needs.required());
      case Reply.Complete done -> {
        Map<String, Object> result = Results.cacheable(done.result(), READS);
        if (!exchange.call().inputs().equals(Inputs.NONE)) {
          result.put("ttlMs", 0); // It depends on answers that no cache knows of.
        }
        yield result;
      }
    };
  }

  private Map<String, Object> prompt(Exchange exchange) {
    String name = exchange.text("name");
    return switch (features.prompts().get(exchange.call(), name, exchange.object("arguments"))) {
      case Reply.Needs needs -> rounds.ask(exchange, needs.required());
      case Reply.Complete done -> Results.complete(done.result());
    };
  }
}
