package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Objects by key, each at a revision, and the changes that led there. Whoever holds its monitor
 * sees no change but its own. Nodes that went in or came out are never changed in place.
 */
public final class ObjectStore {
  private static final int HISTORY = 20_000;
  private final NavigableMap<ObjectKey, ObjectNode> objects = new TreeMap<>();
  private final Deque<Change> history = new ArrayDeque<>();
  private final List<Watch> watches = new ArrayList<>();
  private long revision = 1;
  private long oldest = 1;

  /** A list and the revision it is true for. */
  public record Snapshot(List<ObjectNode> items, long revision) {}

  public synchronized long revision() {
    return revision;
  }

  public synchronized Optional<ObjectNode> get(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** All objects of a resource, of one namespace or, when it is empty, of all. */
  public synchronized Snapshot list(
      ResourceType type, String namespace, Predicate<JsonNode> selector) {
    String resource = type.qualified();
    ObjectKey from = new ObjectKey(resource, namespace, "");
    ObjectKey to =
        namespace.isEmpty()
            ? new ObjectKey(resource + "\0", "", "")
            : new ObjectKey(resource, namespace + "\0", "");
    List<ObjectNode> found = new ArrayList<>();
    objects.subMap(from, to).values().stream().filter(selector).forEach(found::add);
    return new Snapshot(found, revision);
  }

  /** Every object there is, by key. */
  public synchronized Map<ObjectKey, ObjectNode> all() {
    return new TreeMap<>(objects);
  }

  /** Stores an object at the next revision and returns it as stored. */
  public synchronized ObjectNode put(ObjectKey key, ObjectNode object) {
    ObjectNode stored = stamp(object);
    Optional<ObjectNode> before = Optional.ofNullable(objects.put(key, stored));
    publish(new Change(revision, key, before, Optional.of(stored), stored));
    return stored;
  }

  /** Removes an object; {@code last} is what watchers are told. */
  public synchronized ObjectNode remove(ObjectKey key, ObjectNode last) {
    ObjectNode stored = stamp(last);
    Optional<ObjectNode> before = Optional.ofNullable(objects.remove(key));
    publish(new Change(revision, key, before, Optional.empty(), stored));
    return stored;
  }

  private ObjectNode stamp(ObjectNode object) {
    ObjectNode stored = object.deepCopy();
    Json.child(stored, "metadata").put("resourceVersion", Long.toString(++revision));
    return stored;
  }

  private void publish(Change change) {
    history.add(change);
    if (history.size() > HISTORY) {
      oldest = history.removeFirst().revision();
    }
    watches.forEach(watch -> watch.offer(change));
    notifyAll();
  }

  /** Waits until there is a later revision than this, but no longer than a while. */
  public synchronized void awaitChange(long since, Duration atMost) throws InterruptedException {
    long due = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos(); revision <= since && left > 0; ) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = due - System.nanoTime();
    }
  }

  /**
   * Opens a watch.
   *
   * @param since the revision to go on from; empty or 0 tells of all present objects first
   * @throws ApiException 410 when that revision is forgotten
   */
  public synchronized Watch watch(
      ResourceType type, String namespace, Predicate<JsonNode> selector, long since) {
    String resource = type.qualified();
    Watch watch =
        new Watch(
            key ->
                key.resource().equals(resource)
                    && (namespace.isEmpty() || key.namespace().equals(namespace)),
            selector);
    if (since == 0) {
      list(type, namespace, selector).items().forEach(object -> watch.send("ADDED", object));
    } else if (since < oldest) {
      throw ApiException.gone("too old resource version: %d (%d)".formatted(since, oldest));
    } else {
      history.stream().filter(change -> change.revision() > since).forEach(watch::offer);
    }
    watches.add(watch);
    return watch;
  }

  public synchronized void forget(Watch watch) {
    watches.remove(watch);
  }

  public synchronized int openWatches() {
    return watches.size();
  }

  /**
   * Forgets all history: open watches end with 410, and so does every attempt to go on from before
   * now.
   */
  public synchronized void expireWatches() {
    history.clear();
    oldest = ++revision;
    watches.forEach(watch ->
        watch.fail(ApiException.gone("The resourceVersion for the provided watch is too old.")));
    watches.clear();
  }

  /** Ends all watches in order, as a restarting API server does. */
  public synchronized void endWatches() {
    watches.forEach(Watch::end);
    watches.clear();
  }
}
