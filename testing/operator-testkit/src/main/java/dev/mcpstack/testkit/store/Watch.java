package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What one watcher has yet to be told. Filled by the store under its lock, emptied by the watcher's
 * thread.
 */
public final class Watch {
  private final Predicate<ObjectKey> scope;
  private final Predicate<JsonNode> selector;
  private final BlockingQueue<Optional<ObjectNode>> events = new LinkedBlockingQueue<>();

  Watch(Predicate<ObjectKey> scope, Predicate<JsonNode> selector) {
    this.scope = scope;
    this.selector = selector;
  }

  /**
   * An object that comes to match is added, one that ceases to is deleted, whatever truly happened
   * to it.
   */
  void offer(Change change) {
    if (!scope.test(change.key())) {
      return;
    }
    boolean before = change.before().filter(selector).isPresent();
    boolean after = change.after().filter(selector).isPresent();
    if (after) {
      send(before ? "MODIFIED" : "ADDED", change.last());
    } else if (before) {
      send("DELETED", change.last());
    }
  }

  void send(String type, ObjectNode object) {
    ObjectNode event = Json.object().put("type", type);
    event.set("object", object);
    events.add(Optional.of(event));
  }

  void fail(ApiException failure) {
    send("ERROR", failure.status());
    end();
  }

  /** Ends the stream after what is already in it. */
  public void end() {
    events.add(Optional.empty());
  }

  /** The next event; empty when the stream is over or nothing came in time. */
  public Optional<ObjectNode> next(Duration timeout) throws InterruptedException {
    return Objects.requireNonNullElse(
        events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS), Optional.empty());
  }
}
