package dev.mcpstack.standalone;

import dev.mcpstack.mcp.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells how to reach a stack, to a person or to a program. The only place that shows the key. */
final class Report {
  private final RunningStack stack;

  Report(RunningStack stack) {
    this.stack = stack;
  }

  /** One line. The key is null when none is asked for. */
  String json() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("stack", stack.name());
    facts.put("endpoint", stack.endpoint().toString());
    facts.put("key", stack.access().key());
    facts.put("management", stack.management().toString());
    facts.put("sources", stack.sources());
    return new String(Json.write(facts), StandardCharsets.UTF_8);
  }

  /** For people. A key that came from a file is not repeated. */
  String text(Duration elapsed) {
    return """
    Stack '%s' is ready, after %.1f s.

      Endpoint    %s
      Key         %s
      Sources     %s
      Management  %s (/livez, /readyz, /metrics)

    For the configuration of an MCP client:

    %s

    Ctrl-C ends it.\
    """
        .formatted(
            stack.name(),
            elapsed.toMillis() / 1000.0,
            stack.endpoint(),
            key(),
            String.join(", ", stack.sources()),
            stack.management(),
            clientConfiguration());
  }

  private String key() {
    Access access = stack.access();
    if (access.key() == null) {
      return "none: everybody on this machine may call";
    }
    return access.file() == null ? access.key() : "the one in " + access.file();
  }

  private String clientConfiguration() {
    Access access = stack.access();
    String url = "      \"url\": " + quoted(stack.endpoint().toString());
    String headers = "";
    if (access.key() != null) {
      String key = access.file() == null ? access.key() : "<the key in " + access.file() + ">";
      headers = ",\n      \"headers\": {\"Authorization\": " + quoted("Bearer " + key) + "}";
    }
    return """
    {
      "mcpServers": {
        %s: {
          "type": "http",
    %s%s
        }
      }
    }\
    """
        .formatted(quoted(stack.name()), url, headers);
  }

  private static String quoted(String text) {
    return new String(Json.write(text), StandardCharsets.UTF_8);
  }
}
