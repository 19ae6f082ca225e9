package dev.mcpstack.testkit;

import dev.mcpstack.testkit.controllers.Controllers;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.node.Addresses;
import dev.mcpstack.testkit.node.Node;
import dev.mcpstack.testkit.node.Programs;
import dev.mcpstack.testkit.store.ObjectStore;
import java.time.Duration;
import java.util.Optional;

/** Keeps controllers and node at work, on a thread of its own. */
final class LiveNode implements AutoCloseable {
  /** For what depends on time alone. */
  private static final Duration LONGEST_REST = Duration.ofMillis(200);

  private final World world;
  private final ObjectStore store;
  private final Controllers controllers;
  private final Addresses addresses;
  private final Node node;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Optional<RuntimeException> failure = Optional.empty();

  LiveNode(
      World world,
      ObjectStore store,
      Controllers controllers,
      Programs programs,
      Addresses addresses,
      String apiServer) {
    this.world = world;
    this.store = store;
    this.controllers = controllers;
    this.addresses = addresses;
    this.node = new Node(world, programs, addresses, apiServer);
    this.thread = Thread.ofPlatform().name("fake cluster").daemon().start(this::run);
  }

  /** The node, unless it has failed. */
  Node node() {
    check();
    return node;
  }

  private void check() {
    failure.ifPresent(cause -> {
      throw new IllegalStateException("the cluster has failed", cause);
    });
  }

  private void run() {
    try {
      while (!closed) {
        long seen = world.revision();
        settle();
        node.sync();
        store.awaitChange(seen, LONGEST_REST);
      }
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle() {
    try {
      controllers.settle();
    } catch (IllegalStateException _) {
      return; // While somebody writes all the time there is no rest.
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    try (addresses) {
      node.close();
    }
    check();
  }
}
