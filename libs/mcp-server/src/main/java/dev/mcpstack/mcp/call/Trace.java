package dev.mcpstack.mcp.call;

import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of a request, passed on unread.
 *
 * @param parent {@code traceparent}
 * @param state {@code tracestate}
 * @param baggage {@code baggage}
 */
public record Trace(@Nullable String parent, @Nullable String state, @Nullable String baggage) {
  /** No trace. */
  public static final Trace NONE = new Trace(null, null, null);
}
