package dev.mcpstack.standalone;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.dispatch.CallLimits;
import dev.mcpstack.mcp.dispatch.CallMetrics;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.legacy.LegacyEra;
import dev.mcpstack.mcp.modern.ModernEra;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolRegistry;
import dev.mcpstack.mcp.tool.ToolSpec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** An endpoint of both eras, much smaller than a stack. */
final class SmallEndpoint implements AutoCloseable {
  static final String KEY = "small-key-0123456789abcdef";
  private static final long LIMIT_SECONDS = 30;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Changes changes = new Changes();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final McpHttpServer server;

  record Text(@Description("Any text.") String text) {}

  private SmallEndpoint(int port, String secret, Optional<TlsFiles> tls) throws IOException {
    JobTable jobs =
        new JobTable(new InMemoryHandleStore(), new Owner("small", ""), Duration.ofMinutes(15));
    ToolDispatcher tools =
        new ToolDispatcher(
            "small",
            ToolRegistry.fixed(
                List.of(
                    tool("echo", (_, text) -> new Answer<>(text, text.text())),
                    tool("hold", this::hold))),
            jobs,
            new CallLimits(Duration.ofSeconds(60), 10),
            new CallMetrics(new SimpleMeterRegistry(), "small"),
            timer);
    Features features =
        new Features(
            new ServerIdentity("small", "1", ""),
            tools,
            dev.mcpstack.mcp.resource.Resources.NONE,
            dev.mcpstack.mcp.prompt.Prompts.NONE,
            dev.mcpstack.mcp.completion.Completer.NONE,
            changes);
    byte[] key = secret.repeat(32).getBytes(StandardCharsets.US_ASCII);
    server =
        McpHttpServer.start(
            EndpointSettings.loopback(port),
            tls,
            new BearerKeys(Map.of("host", KEY)),
            List.of(new ModernEra(features, key), new LegacyEra(features, key)));
  }

  /** One on any free port. */
  static SmallEndpoint start() throws IOException {
    return start(0, "k");
  }

  /**
   * One on a port.
   *
   * @param secret a letter; who has another doesn't know the sessions of this one
   */
  static SmallEndpoint start(int port, String secret) throws IOException {
    return new SmallEndpoint(port, secret, Optional.empty());
  }

  /** One that shows a certificate. */
  static SmallEndpoint start(TlsFiles tls) throws IOException {
    return new SmallEndpoint(0, "k", Optional.of(tls));
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** Tells who listens. */
  Changes changes() {
    return changes;
  }

  /** Waits until a call is held. */
  void awaitHeld() throws InterruptedException {
    await(held);
  }

  /** Waits until the call that is held was cancelled. */
  void awaitCancelled() throws InterruptedException {
    await(cancelled);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not come true");
    }
  }

  private Answer<Text> hold(CallContext context, Text text) {
    CountDownLatch over = new CountDownLatch(1);
    Runnable end =
        () -> {
          cancelled.countDown();
          over.countDown();
        };
    try (var _ = context.cancellation().onCancel(end)) {
      held.countDown();
      await(over);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    context.cancellation().throwIfCancelled();
    return new Answer<>(text, text.text());
  }

  private static ToolEntry tool(String name, BiFunction<CallContext, Text, Answer<Text>> handler) {
    ToolSpec<Text, Text> spec =
        new ToolSpec<>(
            name,
            "Test " + name,
            "Does " + name + ".",
            Text.class,
            Text.class,
            Effect.READS,
            "x:y");
    return ToolEntry.of(
        new Tool<Text, Text>() {
          @Override
          public ToolSpec<Text, Text> spec() {
            return spec;
          }

          @Override
          public Answer<Text> call(CallContext context, Text arguments) {
            return handler.apply(context, arguments);
          }
        });
  }

  @Override
  public void close() {
    server.close();
    timer.shutdownNow();
  }
}
