package dev.mcpstack.gateway.upstream;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.gateway.client.ParameterHeaders;
import dev.mcpstack.gateway.client.Results;
import dev.mcpstack.gateway.client.Rounds;
import dev.mcpstack.gateway.client.ServerClient;
import dev.mcpstack.gateway.error.GatewayError;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.server.Change;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/**
 * A server of another process. What it offers is kept and followed in the background, so that
 * listing asks nobody, and a server that comes, goes or changes is noticed by itself. Thread-safe.
 */
public final class RemoteUpstream implements Upstream, AutoCloseable {
  private static final int MAX_WATCHED = 1_000;

  private final ServerClient client;
  private final Optional<Owners> owners;
  private final Changes changes = new Changes();
  private final Follower follower;
  private final ResourceLists resources;
  private final ResourceWatch watch;

  /**
   * An upstream that begins at once to find out what the server offers.
   *
   * @param timer for what must be looked at again
   */
  public RemoteUpstream(ServerClient client, ScheduledExecutorService timer) {
    this(client, Optional.empty(), timer);
  }

  /**
   * The same for a server that may be several processes.
   *
   * @param owners finds the one that a call is for
   */
  public RemoteUpstream(
      ServerClient client, Optional<Owners> owners, ScheduledExecutorService timer) {
    this.client = client;
    this.owners = owners;
    this.resources = new ResourceLists(client);
    this.follower =
        new Follower(
            client,
            change -> {
              if (change instanceof Change.ResourceList) {
                resources.forget();
              }
              changes.publish(change);
            },
            timer);
    this.watch = new ResourceWatch(client, changes::publish);
    follower.start();
  }

  /** Waits until it is known what the server offers, or that it can't be reached. */
  public void awaitFirst(Duration limit) throws InterruptedException {
    follower.awaitFirst(limit);
  }

  @Override
  public List<ToolDefinition> tools() {
    return follower.offer().tools();
  }

  @Override
  public ToolOutcome call(McpCall call, String tool, Map<String, Object> arguments) {
    Optional<String> owner = owners.flatMap(all -> all.host(call.principal(), arguments));
    if (owner.isPresent()) {
      try {
        return call(client.at(owner.get()), call, tool, arguments);
      } catch (StackException e) {
        if (e.code() != GatewayError.SERVER_UNAVAILABLE) {
          throw e;
        }
        // It is gone: any other tells what became of what it had.
      }
    }
    return call(client, call, tool, arguments);
  }

  private ToolOutcome call(
      ServerClient to, McpCall call, String tool, Map<String, Object> arguments) {
    ParameterHeaders headers =
        follower.offer().tool(tool).map(RemoteTool::headers).orElse(ParameterHeaders.NONE);
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", tool);
    params.put("arguments", arguments);
    return Results.outcome(
        to.request(
            call, "tools/call", Rounds.with(call.inputs(), params), headers.of(tool, arguments)));
  }

  @Override
  public List<ResourceDefinition> resources(McpCall call) {
    return follower.offer().declares("resources") ? resources.of(call) : List.of();
  }

  @Override
  public List<TemplateDefinition> templates() {
    return follower.offer().templates();
  }

  @Override
  public Reply read(McpCall call, String uri) {
    return Results.reply(
        client.request(
            call,
            "resources/read",
            Rounds.with(call.inputs(), Map.of("uri", uri)),
            ServerClient.named(uri)));
  }

  @Override
  public List<PromptDefinition> prompts() {
    return follower.offer().prompts();
  }

  @Override
  public Reply prompt(McpCall call, String name, Map<String, Object> arguments) {
    return Results.reply(
        client.request(
            call,
            "prompts/get",
            Rounds.with(call.inputs(), Map.of("name", name, "arguments", arguments)),
            ServerClient.named(name)));
  }

  @Override
  public Completion complete(McpCall call, CompletionRequest request) {
    if (!follower.offer().declares("completions")) {
      return Completion.NONE;
    }
    return Completions.read(
        client.request(call, "completion/complete", Completions.params(request), Map.of()));
  }

  @Override
  public Changes changes() {
    return changes;
  }

  @Override
  public void watch(Set<String> uris) {
    Offer offer = follower.offer();
    if (!offer.tells("resources", "subscribe")) {
      watch.want(Set.of());
      return;
    }
    // What it lists is cheap to hear of; what comes from its templates must be asked for by name.
    Set<String> all = new LinkedHashSet<>(uris);
    all.addAll(offer.uris());
    watch.want(all.stream().limit(MAX_WATCHED).collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public boolean keepsOwnHandles() {
    return client.server().own();
  }

  /** A server that is not the stack's may be away for any time. */
  @Override
  public boolean isKnown() {
    return follower.hasMet() || !client.server().own();
  }

  /** Whether the server was there when last seen. */
  public boolean isUp() {
    return follower.isUp();
  }

  @Override
  public void close() {
    follower.close();
    watch.close();
  }
}
