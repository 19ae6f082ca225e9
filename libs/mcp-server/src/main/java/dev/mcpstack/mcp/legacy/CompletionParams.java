package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.completion.CompletionRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of {@code completion/complete}. */
final class CompletionParams {
  private CompletionParams() {}

  static CompletionRequest parse(Methods.Request request) {
    Map<String, Object> argument = request.object("argument");
    if (!(argument.get("name") instanceof String name)
        || !(argument.get("value") instanceof String value)) {
      throw BrokenRequestException.invalid(
          "completion/complete needs argument.name and argument.value as strings.");
    }
    Map<String, String> context = new LinkedHashMap<>();
    if (request.object("context").get("arguments") instanceof Map<?, ?> filled) {
      filled.forEach((key, each) -> {
        if (each instanceof String text) {
          context.put((String) key, text);
        }
      });
    }
    return new CompletionRequest(ref(request.object("ref")), name, value, context);
  }

  private static CompletionRequest.Ref ref(Map<String, Object> ref) {
    if ("ref/prompt".equals(ref.get("type")) && ref.get("name") instanceof String name) {
      return new CompletionRequest.Ref.Prompt(name);
    }
    if ("ref/resource".equals(ref.get("type")) && ref.get("uri") instanceof String uri) {
      return new CompletionRequest.Ref.Template(uri);
    }
    throw BrokenRequestException.invalid(
        "The ref of completion/complete is {\"type\": \"ref/prompt\", \"name\": ...} or {\"type\": \"ref/resource\", \"uri\": ...}.");
  }
}
