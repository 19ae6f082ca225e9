package dev.mcpstack.mcp.outside;

import dev.mcpstack.mcp.call.InputRequest;
import dev.mcpstack.mcp.call.InputRequired;
import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.LogNotice;
import dev.mcpstack.mcp.call.MissingCapabilityException;
import dev.mcpstack.mcp.tool.Content;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolCall;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tools that talk to their client. */
final class AskingTools {
  private AskingTools() {}

  static List<ToolEntry> entries() {
    return List.of(
        tool("ask_name", Map.of(), AskingTools::askName),
        tool("confirm", Map.of("what", Map.of("type", "string")), AskingTools::confirm),
        tool("unable", Map.of(), (_, _) -> unable()),
        tool("tell", Map.of(), AskingTools::tell),
        tool(
            "routed",
            Map.of(
                "region", Map.of("type", "string", "x-mcp-header", "Region"),
                "inner",
                    Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("size", Map.of("type", "integer", "x-mcp-header", "Size")))),
            (_, _) -> text("routed")),
        tool("trace", Map.of(), (call, _) -> text(String.valueOf(call.request().trace()))));
  }

  static InputRequest question(String message) {
    return new InputRequest(
        "elicitation/create",
        Map.of(
            "message",
            message,
            "requestedSchema",
            Map.of("type", "object", "properties", Map.of())));
  }

  private static ToolOutcome askName(ToolCall call, Map<String, Object> arguments) {
    return call.request()
        .inputs()
        .response("name")
        .map(answer -> text("Hello " + answer.get("action")))
        .orElseGet(
            () -> ToolOutcome.inputRequired(InputRequired.of(Map.of("name", question("Who?")))));
  }

  private static ToolOutcome confirm(ToolCall call, Map<String, Object> arguments) {
    return call.request()
        .inputs()
        .state()
        .map(state -> text(state + " confirmed"))
        .orElseGet(() ->
            ToolOutcome.inputRequired(
                new InputRequired(
                    Map.of("sure", question("Sure?")),
                    Optional.of("dropping " + arguments.get("what")))));
  }

  private static ToolOutcome unable() {
    throw new MissingCapabilityException(Map.of("sampling", Map.of()));
  }

  private static ToolOutcome tell(ToolCall call, Map<String, Object> arguments) {
    call.request().client().log(new LogNotice(LogLevel.DEBUG, "tell", "a detail"));
    call.request().client().log(new LogNotice(LogLevel.WARNING, "tell", Map.of("left", 1)));
    return text("told");
  }

  private static ToolOutcome text(String text) {
    return ToolOutcome.content(List.of(Content.text(text)));
  }

  private static ToolEntry tool(
      String name, Map<String, Object> properties, ToolEntry.Invoker invoker) {
    Map<String, Object> published = new LinkedHashMap<>();
    published.put("name", name);
    published.put("title", "Test " + name);
    published.put("description", "Does " + name + ".");
    published.put("inputSchema", Map.of("type", "object", "properties", properties));
    return new ToolEntry(
        new ToolDefinition(name, published, Effect.READS, "test:use"), invoker, Timing.BUDGETED);
  }
}
