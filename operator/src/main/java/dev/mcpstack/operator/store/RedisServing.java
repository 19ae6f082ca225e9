package dev.mcpstack.operator.store;

import dev.mcpstack.contract.serving.ServingRecord;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Writes the serving revision of a stack into a Redis or Valkey, however it is run. */
public final class RedisServing {
  /** Of a cluster: one that changes while it is asked may answer so more than once. */
  private static final int MOST_HOPS = 3;

  private final Duration timeout;

  /** One that waits so long at most for each step. */
  public RedisServing(Duration timeout) {
    this.timeout = timeout;
  }

  /** Writes it. Whether the store has taken it; never fails. */
  public boolean write(StoreTarget target, String stack, int revision) {
    SSLSocketFactory tls;
    try {
      tls = Believed.factory(target.authorities());
    } catch (GeneralSecurityException | IOException _) {
      return false;
    }
    Writing writing = new Writing(target, tls, stack, revision);
    return target.spec().nodes().stream()
        .anyMatch(node ->
            switch (target.spec().topology()) {
              case STANDALONE, CLUSTER -> isTaken(writing, node);
              case SENTINEL ->
                  primary(writing, node).filter(each -> isTaken(writing, each)).isPresent();
            });
  }

  private record Writing(StoreTarget target, SSLSocketFactory tls, String stack, int revision) {}

  private Optional<String> primary(Writing writing, String sentinel) {
    try (RedisWire wire = RedisWire.to(sentinel, writing.tls, timeout)) {
      return wire.primary(writing.target.spec().primary().orElse(""));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  private boolean isTaken(Writing writing, String first) {
    String node = first;
    for (int hop = 0; hop <= MOST_HOPS; hop++) {
      String answer;
      try (RedisWire wire = RedisWire.to(node, writing.tls, timeout)) {
        if (!wire.login(writing.target).equals("+OK")) {
          return false;
        }
        answer = set(wire, writing);
      } catch (IOException | RuntimeException _) {
        return false;
      }
      if (!answer.startsWith("-MOVED ")) {
        // 1 for a new field, 0 for one that was there.
        return answer.equals(":1") || answer.equals(":0");
      }
      node = owner(answer, node);
    }
    return false;
  }

  private static String set(RedisWire wire, Writing writing) throws IOException {
    return wire.ask(
            "HSET",
            ServingRecord.key(writing.stack),
            ServingRecord.FIELD,
            Integer.toString(writing.revision))
        .getFirst();
  }

  /** Of {@code -MOVED slot host:port}; without a host it is the one that answers. */
  static String owner(String moved, String asked) {
    List<String> words = List.of(moved.split(" ", -1));
    String owner = words.size() == 3 ? words.getLast() : "";
    return owner.matches(":[0-9]+") ? asked.substring(0, asked.lastIndexOf(':')) + owner : owner;
  }
}
