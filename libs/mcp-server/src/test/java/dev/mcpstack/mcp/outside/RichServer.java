package dev.mcpstack.mcp.outside;

import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.InputRequest;
import dev.mcpstack.mcp.call.InputRequired;
import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.LogNotice;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.dispatch.CallLimits;
import dev.mcpstack.mcp.dispatch.CallMetrics;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.http.McpHttpServer;
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
import dev.mcpstack.mcp.tool.Content;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolCall;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** A server with one of everything, in whatever era. */
final class RichServer implements AutoCloseable {
  static final String KEY = "alice-0123456789abcdef";
  static final String OTHER_KEY = "bob-0123456789abcdef";
  static final int RESOURCES = 300;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Changes changes = new Changes();
  private final McpHttpServer server;

  RichServer(Function<Features, List<Era>> eras) {
    JobTable jobs =
        new JobTable(new InMemoryHandleStore(), new Owner("rich", ""), Duration.ofMinutes(1));
    ToolDispatcher dispatcher =
        new ToolDispatcher(
            "rich",
            ToolRegistry.fixed(
                List.of(tool("greet", RichServer::greet), tool("talk", RichServer::talk))),
            jobs,
            new CallLimits(Duration.ofSeconds(60), 100),
            new CallMetrics(new SimpleMeterRegistry(), "rich"),
            timer);
    Features features =
        new Features(
            new ServerIdentity("rich", "1.0", "Look around."),
            dispatcher,
            new Numbers(),
            prompts(),
            RichServer::complete,
            changes);
    try {
      server =
          McpHttpServer.start(
              EndpointSettings.loopback(0),
              new BearerKeys(Map.of("alice", KEY, "bob", OTHER_KEY)),
              eras.apply(features));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return server.endpoint();
  }

  Changes changes() {
    return changes;
  }

  @Override
  public void close() {
    server.close();
    timer.shutdownNow();
  }

  private static ToolEntry tool(String name, Function<ToolCall, ToolOutcome> handler) {
    return new ToolEntry(
        new ToolDefinition(
            name,
            Map.of("name", name, "inputSchema", Map.of("type", "object")),
            Effect.READS,
            "any"),
        (call, _) -> handler.apply(call),
        Timing.BUDGETED);
  }

  /** Asks for a name, then for a colour, and remembers the name in between. */
  private static ToolOutcome greet(ToolCall call) {
    Optional<String> name = call.request().inputs().state();
    if (name.isPresent()) {
      return call.request()
          .inputs()
          .response("colour")
          .map(answer -> greeting(name.get() + " likes " + content(answer, "colour")))
          .orElseGet(() -> ask("colour", name));
    }
    return call.request()
        .inputs()
        .response("name")
        .map(answer -> ask("colour", Optional.of(content(answer, "name"))))
        .orElseGet(() -> ask("name", Optional.empty()));
  }

  private static String content(Map<?, ?> answer, String key) {
    return answer.get("content") instanceof Map<?, ?> content
        ? String.valueOf(content.get(key))
        : String.valueOf(answer.get("action"));
  }

  private static ToolOutcome greeting(String text) {
    return ToolOutcome.content(List.of(Content.text(text)));
  }

  private static ToolOutcome ask(String key, Optional<String> state) {
    Map<String, Object> params =
        Map.of(
            "message",
            "Which " + key + "?",
            "requestedSchema",
            Map.of("type", "object", "properties", Map.of(key, Map.of("type", "string"))));
    return ToolOutcome.inputRequired(
        new InputRequired(Map.of(key, new InputRequest("elicitation/create", params)), state));
  }

  private static ToolOutcome talk(ToolCall call) {
    for (LogLevel level : LogLevel.values()) {
      call.request().client().log(new LogNotice(level, "rich", "at " + level.wireName()));
    }
    return greeting("said");
  }

  private static PromptList prompts() {
    return new PromptList(
        List.of(
            new PromptList.Entry(
                PromptDefinition.of(
                    "count",
                    "Count",
                    "Counts.",
                    List.of(new PromptDefinition.Argument("to", "Where to stop.", true))),
                (_, arguments) ->
                    PromptMessages.user("Counts.", "Count to " + arguments.get("to") + "."))));
  }

  private static Completion complete(McpCall call, CompletionRequest request) {
    return switch (request.ref()) {
      case CompletionRequest.Ref.Prompt(String name) when name.equals("count") ->
          Completion.matching(
              request.value(), List.of("one", "two", "three", request.context().toString()));
      case CompletionRequest.Ref.Prompt _ ->
          throw BrokenRequestException.invalid("No such prompt.");
      case CompletionRequest.Ref.Template _ -> Completion.NONE;
    };
  }

  /** So many that they don't fit a page. */
  private static final class Numbers implements Resources {
    @Override
    public List<ResourceDefinition> list(McpCall call) {
      return java.util.stream.IntStream.range(0, RESOURCES)
          .mapToObj(n ->
              ResourceDefinition.of("number://" + n, "n" + n, "Number", "A number.", "text/plain"))
          .toList();
    }

    @Override
    public List<TemplateDefinition> templates() {
      return List.of(
          TemplateDefinition.of("number://{n}", "number", "Number", "A number.", "text/plain"));
    }

    @Override
    public Reply read(McpCall call, String uri) {
      if (!uri.matches("number://\\d+")) {
        throw BrokenRequestException.noResource(uri);
      }
      return ResourceContents.text(uri, "text/plain", uri.substring("number://".length()));
    }
  }
}
