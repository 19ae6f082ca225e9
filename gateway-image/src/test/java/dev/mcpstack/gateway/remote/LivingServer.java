package dev.mcpstack.gateway.remote;

import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.dispatch.CallLimits;
import dev.mcpstack.mcp.dispatch.CallMetrics;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.modern.ModernEra;
import dev.mcpstack.mcp.prompt.Prompts;
import dev.mcpstack.mcp.resource.ResourceContents;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.Content;
import dev.mcpstack.mcp.tool.HopFacts;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A server of the newest era whose tools change, and that can go and come back. */
final class LivingServer implements AutoCloseable {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Changes changes = new Changes();
  private volatile ToolRegistry tools = ToolRegistry.of(List.of());
  private Optional<McpHttpServer> http = Optional.empty();
  private int port;

  LivingServer(String... names) {
    tools(names);
    comeBack();
  }

  /** Has these tools from now on. Nobody is told. */
  void tools(String... names) {
    tools = ToolRegistry.of(Arrays.stream(names).map(LivingServer::tool).toList());
  }

  Changes changes() {
    return changes;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port + "/mcp");
  }

  void goAway() {
    http.ifPresent(McpHttpServer::close);
    http = Optional.empty();
  }

  /** Serves at the port of before. */
  void comeBack() {
    ToolDispatcher dispatcher =
        new ToolDispatcher(
            "living",
            () -> tools,
            new JobTable(new InMemoryHandleStore(), new Owner("living", ""), Duration.ofMinutes(1)),
            new CallLimits(Duration.ofSeconds(15), 100),
            new CallMetrics(new SimpleMeterRegistry(), "living"),
            timer);
    Features features =
        new Features(
            new ServerIdentity("living", "1", ""),
            dispatcher,
            new One(),
            Prompts.NONE,
            Completer.NONE,
            changes);
    try {
      McpHttpServer started =
          McpHttpServer.start(
              EndpointSettings.loopback(port),
              Authenticator.open(),
              List.of(new ModernEra(features, new byte[32])));
      port = started.endpoint().getPort();
      http = Optional.of(started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    goAway();
    timer.shutdownNow();
  }

  private static ToolEntry tool(String name) {
    return new ToolEntry(
        HopFacts.foreign(name, Map.of("name", name, "inputSchema", Map.of("type", "object"))),
        (_, _) -> ToolOutcome.content(List.of(Content.text("by " + name))),
        Timing.BUDGETED);
  }

  /** One resource, and a template for more. */
  private static final class One implements Resources {
    @Override
    public List<ResourceDefinition> list(McpCall call) {
      return List.of(ResourceDefinition.of("living://1", "one", "One", "", "text/plain"));
    }

    @Override
    public List<TemplateDefinition> templates() {
      return List.of(TemplateDefinition.of("living://{n}", "any", "Any", "", "text/plain"));
    }

    @Override
    public Reply read(McpCall call, String uri) {
      return ResourceContents.text(uri, "text/plain", "of " + uri);
    }
  }
}
