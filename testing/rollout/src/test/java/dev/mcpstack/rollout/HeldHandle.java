package dev.mcpstack.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A result that an agent never lets go, read again and again until it is lost. */
final class HeldHandle implements AutoCloseable {
  private static final long BETWEEN_MILLIS = 300;
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private final Agent agent;
  private final String handle;
  private final CountDownLatch end = new CountDownLatch(1);
  private final CompletableFuture<Instant> lost = new CompletableFuture<>();

  HeldHandle(Scene scene) {
    agent = scene.cluster().agent(Scene.STACK);
    handle =
        agent
            .call("execute_query", Map.of("source", "samples", "sql", "SELECT year FROM longley"))
            .at("handle");
    Thread.ofVirtual().name("holder").start(() -> read(scene));
  }

  private void read(Scene scene) {
    try {
      while (!end.await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)) {
        Agent.Reply reply = agent.call("read_rows", Map.of("handle", handle));
        if (reply.isError()) {
          scene.say(
              "the handle of the first revision is lost: " + reply.text().lines().findFirst());
          lost.complete(Instant.now());
          return;
        }
      }
    } catch (InterruptedException | RuntimeException e) {
      lost.completeExceptionally(e);
    }
  }

  /** When it could be read no more. */
  Instant lost() {
    return lost.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    end.countDown();
    agent.close();
  }
}
