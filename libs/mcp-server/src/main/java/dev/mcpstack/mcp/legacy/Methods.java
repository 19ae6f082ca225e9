package dev.mcpstack.mcp.legacy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.ErrorReport;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.InputRequired;
import dev.mcpstack.mcp.call.Inputs;
import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.MissingCapabilityException;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.call.Trace;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.http.McpReply;
import dev.mcpstack.mcp.http.McpRequest;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.prompt.Prompts;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each method of the era answers. */
final class Methods {
  /** This era's own code; the next has none. */
  static final int RESOURCE_NOT_FOUND = -32002;

  private final Features features;
  private final Rounds rounds;
  private final Subscriptions subscriptions;
  private final LogLevels levels = new LogLevels();
  private final Map<String, Method> byName = new LinkedHashMap<>();

  /** Answers a request with a result, or throws. */
  @FunctionalInterface
  interface Method {
    Map<String, Object> answer(Request request, String correlation);
  }

  /** A request of a session that is being answered. */
  record Request(Session session, McpRequest message, McpReply reply, Cancellation cancellation) {
    Map<String, Object> params() {
      return message.params();
    }

    String text(String key) {
      if (params().get(key) instanceof String text) {
        return text;
      }
      throw BrokenRequestException.invalid(message.method() + " needs '" + key + "' as a string.");
    }

    Map<String, Object> object(String key) {
      Object value = params().get(key);
      if (value == null) {
        return Map.of();
      }
      if (value instanceof Map<?, ?> map) {
        return strings(map);
      }
      throw BrokenRequestException.invalid(
          "'" + key + "' of " + message.method() + " is a JSON object.");
    }

    @SuppressWarnings("unchecked") // A JSON object has string keys.
    static Map<String, Object> strings(Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
  }

  Methods(Features features, Rounds rounds, Subscriptions subscriptions) {
    this.features = features;
    this.rounds = rounds;
    this.subscriptions = subscriptions;
    byName.put("ping", (_, _) -> Map.of());
    byName.put("tools/list", (request, _) -> tools(request));
    byName.put("tools/call", this::callTool);
    byName.put("logging/setLevel", (request, _) -> setLevel(request));
    // What isn't offered isn't there.
    if (!features.resources().equals(Resources.NONE)) {
      byName.put("resources/list", this::resources);
      byName.put("resources/templates/list", (request, _) -> templates(request));
      byName.put("resources/read", this::read);
      byName.put("resources/subscribe", (request, _) -> subscribe(request));
      byName.put("resources/unsubscribe", (request, _) -> unsubscribe(request));
    }
    if (!features.prompts().equals(Prompts.NONE)) {
      byName.put("prompts/list", (request, _) -> prompts(request));
      byName.put("prompts/get", this::prompt);
    }
    if (!features.completer().equals(Completer.NONE)) {
      byName.put("completion/complete", this::complete);
    }
  }

  @Nullable Method find(String name) {
    return byName.get(name);
  }

  /** For who asked for another. */
  String names() {
    return String.join(", ", byName.keySet());
  }

  private Map<String, Object> tools(Request request) {
    return page(
        request,
        "tools",
        features.tools().registry().definitions(),
        ToolDefinition::name,
        ToolDefinition::published);
  }

  private Map<String, Object> callTool(Request request, String correlation) {
    String name = request.text("name");
    Map<String, Object> arguments = request.object("arguments");
    try {
      ToolOutcome outcome =
          rounds.play(
              request.session(),
              request.reply(),
              call(request, correlation),
              call -> features.tools().call(call, name, arguments),
              each -> each.required().orElse(null));
      return Wire.result(outcome);
    } catch (StackException e) {
      return failed(e, correlation);
    } catch (MissingCapabilityException e) {
      return failed(
          new StackException(
              ContractError.CLIENT_INPUT_MISSING,
              "The call needs a client that declares "
                  + String.join(", ", e.required().keySet())
                  + "."),
          correlation);
    }
  }

  private Map<String, Object> failed(StackException e, String correlation) {
    return Wire.result(
        ToolOutcome.failed(ErrorReport.of(e, features.identity().name(), correlation)));
  }

  private Map<String, Object> resources(Request request, String correlation) {
    return page(
        request,
        "resources",
        features.resources().list(call(request, correlation)),
        ResourceDefinition::uri,
        ResourceDefinition::published);
  }

  private Map<String, Object> templates(Request request) {
    return page(
        request,
        "resourceTemplates",
        features.resources().templates(),
        TemplateDefinition::uriTemplate,
        TemplateDefinition::published);
  }

  private Map<String, Object> prompts(Request request) {
    return page(
        request,
        "prompts",
        features.prompts().list(),
        PromptDefinition::name,
        PromptDefinition::published);
  }

  private <T> Map<String, Object> page(
      Request request,
      String key,
      List<T> all,
      Function<T, String> name,
      Function<T, Map<String, Object>> published) {
    return Page.of(all, request.params().get("cursor"), name).toTree(key, published);
  }

  private Map<String, Object> read(Request request, String correlation) {
    String uri = request.text("uri");
    return reply(request, correlation, call -> features.resources().read(call, uri));
  }

  private Map<String, Object> prompt(Request request, String correlation) {
    String name = request.text("name");
    Map<String, Object> arguments = request.object("arguments");
    return reply(request, correlation, call -> features.prompts().get(call, name, arguments));
  }

  private Map<String, Object> reply(
      Request request, String correlation, Function<McpCall, Reply> handler) {
    Reply reply =
        rounds.play(
            request.session(),
            request.reply(),
            call(request, correlation),
            handler,
            Methods::needs);
    return switch (reply) {
      case Reply.Complete(Map<String, Object> result) -> result;
      case Reply.Needs _ -> throw new IllegalStateException("the rounds have been played");
    };
  }

  private static @Nullable InputRequired needs(Reply reply) {
    return reply instanceof Reply.Needs(InputRequired required) ? required : null;
  }

  private Map<String, Object> complete(Request request, String correlation) {
    return Wire.completion(
        features.completer().complete(call(request, correlation), CompletionParams.parse(request)));
  }

  private Map<String, Object> subscribe(Request request) {
    subscriptions.add(request.session().id(), request.text("uri"));
    return Map.of();
  }

  private Map<String, Object> unsubscribe(Request request) {
    subscriptions.remove(request.session().id(), request.text("uri"));
    return Map.of();
  }

  private Map<String, Object> setLevel(Request request) {
    LogLevel level =
        LogLevel.of(request.text("level"))
            .orElseThrow(() ->
                BrokenRequestException.invalid(
                    "The level is one of debug, info, notice, warning, error, critical, alert, emergency."));
    levels.set(request.session().id(), level);
    return Map.of();
  }

  private McpCall call(Request request, String correlation) {
    return new McpCall(
        request.message().principal(),
        correlation,
        request.cancellation(),
        LegacyClient.of(
            request.session().capabilities(),
            request.params(),
            levels.of(request.session().id()),
            request.reply()),
        Inputs.NONE,
        Trace.NONE);
  }
}
