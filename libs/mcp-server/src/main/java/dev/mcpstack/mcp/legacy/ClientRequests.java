package dev.mcpstack.mcp.legacy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.mcp.http.McpReply;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests that were sent to clients on the streams of theirs. An answer arrives as a message of
 * its own and is believed only from the session that was asked. Thread-safe.
 */
final class ClientRequests {
  /** How long a person may think. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<Key, CompletableFuture<Map<String, Object>>> open = new ConcurrentHashMap<>();

  private record Key(String session, Object id) {}

  /**
   * Asks and waits.
   *
   * @return the response message, or empty when none came in time or the call was cancelled
   */
  Optional<Map<String, Object>> ask(
      Session session,
      McpReply reply,
      Cancellation cancellation,
      String method,
      Map<String, Object> params) {
    byte[] name = new byte[16];
    RANDOM.nextBytes(name);
    String id = HexFormat.of().formatHex(name);
    Key key = new Key(session.id(), id);
    CompletableFuture<Map<String, Object>> response = new CompletableFuture<>();
    open.put(key, response);
    try (var _ = cancellation.onCancel(() -> response.cancel(false))) {
      reply.event(Wire.request(id, method, params));
      return Optional.of(response.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException | CancellationException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a response never fails", e);
    } finally {
      open.remove(key);
    }
  }

  /** Takes a client's response; nobody's is ignored. */
  void answered(Session session, Map<String, Object> message) {
    Object id = message.get("id");
    if (id != null) {
      CompletableFuture<Map<String, Object>> response = open.get(new Key(session.id(), id));
      if (response != null) {
        response.complete(message);
      }
    }
  }
}
