package dev.mcpstack.mcp.outside;

import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.LogNotice;
import dev.mcpstack.mcp.tool.Content;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolCall;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A tool that says far more to its client than a connection holds, and counts what it said. */
final class Chatter {
  static final String NAME = "chatter";

  /** How many messages a call sends before its answer: 32 MiB together. */
  static final int MESSAGES = 2_000;

  private static final String FILLER = "x".repeat(16 * 1_024);
  private static final long STALLED_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final AtomicInteger sent = new AtomicInteger();
  private final Queue<WeakReference<Object>> clients = new ConcurrentLinkedQueue<>();

  ToolEntry entry() {
    Map<String, Object> published =
        Map.of(
            "name",
            NAME,
            "title",
            "Chatter",
            "description",
            "Says much.",
            "inputSchema",
            Map.of("type", "object", "properties", Map.of()));
    return new ToolEntry(
        new ToolDefinition(NAME, published, Effect.READS, "test:use"), this::chat, Timing.BUDGETED);
  }

  private ToolOutcome chat(ToolCall call, Map<String, Object> arguments) {
    clients.add(new WeakReference<>(call.request().client()));
    for (int n = 0; n < MESSAGES; n++) {
      call.request()
          .client()
          .log(new LogNotice(LogLevel.WARNING, NAME, Map.of("n", n, "filler", FILLER)));
      sent.incrementAndGet();
    }
    return ToolOutcome.content(List.of(Content.text("all said")));
  }

  /** Waits until so many calls have begun and none of them gets rid of anything any more. */
  void awaitStalled(int calls) {
    Await.until(() -> clients.size() == calls);
    int[] last = {-1};
    long[] since = {0};
    Await.until(() -> {
      int now = sent.get();
      if (now != last[0]) {
        last[0] = now;
        since[0] = System.nanoTime();
      }
      return System.nanoTime() - since[0] > STALLED_NANOS;
    });
  }

  /** Whether the garbage collector finds that nobody holds on to the callers any more. */
  boolean isForgotten() {
    System.gc();
    return clients.stream().allMatch(client -> client.refersTo(null));
  }
}
