package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Proposes values for an argument. */
final class CompletionMethod implements Method {
  private final Completer completer;

  CompletionMethod(Completer completer) {
    this.completer = completer;
  }

  @Override
  public Map<String, Object> answer(Exchange exchange) {
    Map<String, Object> argument = exchange.object("argument");
    if (!(argument.get("name") instanceof String name)
        || !(argument.get("value") instanceof String value)) {
      throw Refusal.invalid("The argument of completion/complete has a name and a value as texts.");
    }
    Completion completion =
        completer.complete(
            exchange.call(),
            new CompletionRequest(ref(exchange.object("ref")), name, value, context(exchange)));
    Map<String, Object> proposals = new LinkedHashMap<>();
    proposals.put("values", completion.values());
    proposals.put("total", completion.total());
    proposals.put("hasMore", completion.total() > completion.values().size());
    return Results.complete(Map.of("completion", proposals));
  }

  private static CompletionRequest.Ref ref(Map<String, Object> ref) {
    if ("ref/prompt".equals(ref.get("type")) && ref.get("name") instanceof String name) {
      return new CompletionRequest.Ref.Prompt(name);
    }
    if ("ref/resource".equals(ref.get("type")) && ref.get("uri") instanceof String uri) {
      return new CompletionRequest.Ref.Template(uri);
    }
    throw Refusal.invalid(
        "The ref of completion/complete is a ref/prompt with name or a ref/resource with uri.");
  }

  private static Map<String, String> context(Exchange exchange) {
    Map<String, String> filled = new LinkedHashMap<>();
    if (exchange.object("context").get("arguments") instanceof Map<?, ?> arguments) {
      arguments.forEach((key, value) -> {
        if (value instanceof String text) {
          filled.put((String) key, text);
        }
      });
    }
    return filled;
  }
}
