package dev.mcpstack.gateway.upstream;

import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.completion.CompletionRequest.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests and answers of {@code completion/complete}. */
final class Completions {
  private Completions() {}

  static Map<String, Object> params(CompletionRequest request) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put(
        "ref",
        switch (request.ref()) {
          case Ref.Prompt(String name) -> Map.of("type", "ref/prompt", "name", name);
          case Ref.Template(String uri) -> Map.of("type", "ref/resource", "uri", uri);
        });
    params.put("argument", Map.of("name", request.argument(), "value", request.value()));
    if (!request.context().isEmpty()) {
      params.put("context", Map.of("arguments", request.context()));
    }
    return params;
  }

  static Completion read(Map<String, Object> result) {
    if (!(result.get("completion") instanceof Map<?, ?> completion)
        || !(completion.get("values") instanceof List<?> values)) {
      return Completion.NONE;
    }
    List<String> texts =
        values.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .limit(Completion.MAX_VALUES)
            .toList();
    boolean more = Boolean.TRUE.equals(completion.get("hasMore"));
    int total =
        completion.get("total") instanceof Number number
            ? number.intValue()
            : texts.size() + (more ? 1 : 0);
    return new Completion(texts, total);
  }
}
