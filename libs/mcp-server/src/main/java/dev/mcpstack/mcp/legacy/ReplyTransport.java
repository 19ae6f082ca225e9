package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.http.McpReply;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The SDK's view of one reply. */
final class ReplyTransport implements McpStreamableServerTransport {
  private final McpReply reply;

  ReplyTransport(McpReply reply) {
    this.reply = reply;
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message, @Nullable String messageId) {
    return sendMessage(message);
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return Mono.fromRunnable(() -> {
      if (message instanceof McpSchema.JSONRPCResponse) {
        reply.answer(message);
      } else {
        reply.event(message);
      }
    });
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return McpJsonDefaults.getMapper().convertValue(data, type);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty(); // The edge ends the reply.
  }
}
