package dev.mcpstack.mcp.outside;

import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.InputRequest;
import dev.mcpstack.mcp.call.InputRequired;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.prompt.PromptList;
import dev.mcpstack.mcp.prompt.PromptMessages;
import dev.mcpstack.mcp.resource.ResourceContents;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A little of everything that an endpoint may offer. */
final class TestFeatures {
  static final int RESOURCES = 600;

  private TestFeatures() {}

  static Features of(ServerIdentity identity, ToolDispatcher tools, Changes changes) {
    Completer completer =
        (_, request) -> Completion.matching(request.value(), List.of("blue", "black", "red"));
    return new Features(identity, tools, new Numbers(), prompts(), completer, changes);
  }

  private static PromptList prompts() {
    PromptDefinition greet =
        PromptDefinition.of(
            "greet",
            "Greet",
            "Greets somebody.",
            List.of(new PromptDefinition.Argument("who", "Who.", true)));
    PromptDefinition ask = PromptDefinition.of("ask", "Ask", "Asks first.", List.of());
    return new PromptList(
        List.of(
            new PromptList.Entry(
                greet,
                (_, arguments) ->
                    PromptMessages.user("A greeting", "Hello " + arguments.get("who"))),
            new PromptList.Entry(ask, (call, _) -> ask(call))));
  }

  private static Reply ask(McpCall call) {
    return call.inputs()
        .response("about")
        .<Reply>map(answer -> PromptMessages.user("Asked", "about " + answer.get("action")))
        .orElseGet(() ->
            new Reply.Needs(InputRequired.of(Map.of("about", AskingTools.question("What?")))));
  }

  /** The resources {@code test://1} and so on, each a text. */
  private static final class Numbers implements Resources {
    private static final String SCHEME = "test://";

    @Override
    public List<ResourceDefinition> list(McpCall call) {
      return IntStream.rangeClosed(1, RESOURCES)
          .mapToObj(n -> ResourceDefinition.of(SCHEME + n, "r" + n, "R", "A number.", "text/plain"))
          .toList();
    }

    @Override
    public List<TemplateDefinition> templates() {
      return List.of(
          TemplateDefinition.of(SCHEME + "{n}", "number", "N", "A number.", "text/plain"));
    }

    @Override
    public Reply read(McpCall call, String uri) {
      if (uri.equals(SCHEME + "roots")) {
        return call.inputs()
            .response("roots")
            .map(_ -> ResourceContents.text(uri, "text/plain", "rooted"))
            .orElseGet(() ->
                new Reply.Needs(
                    InputRequired.of(Map.of("roots", new InputRequest("roots/list", Map.of())))));
      }
      if (uri.equals(SCHEME + "huge")) {
        return ResourceContents.text(uri, "text/plain", "x".repeat(100_000));
      }
      if (!uri.startsWith(SCHEME)) {
        throw BrokenRequestException.noResource(uri);
      }
      return ResourceContents.text(uri, "text/plain", "number " + uri.substring(SCHEME.length()));
    }
  }
}
