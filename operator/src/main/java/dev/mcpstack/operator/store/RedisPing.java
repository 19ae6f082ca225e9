package dev.mcpstack.operator.store;

import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks a Redis or Valkey whether it answers the stack. Which of no answer and no connection it is
 * is not told: who may write a stack must not learn what else listens in the operator's network.
 */
public final class RedisPing {
  private final Duration timeout;

  /** One that waits so long at most for each step. */
  public RedisPing(Duration timeout) {
    this.timeout = timeout;
  }

  /** Asks once. Never fails. */
  public Finding ask(StoreTarget target) {
    SSLSocketFactory tls;
    try {
      tls = Believed.factory(target.authorities());
    } catch (GeneralSecurityException | IOException _) {
      return new Finding(
          Reason.TOKEN_STORE_NOT_TRUSTED, "caSecretRef holds no certificates in PEM.");
    }
    Finding first = null;
    for (String node : target.spec().nodes()) {
      Finding found =
          switch (target.spec().topology()) {
            case STANDALONE, CLUSTER -> ping(node, target, tls);
            case SENTINEL -> primary(node, target, tls);
          };
      if (found.reason() == Reason.READY) {
        return found;
      }
      first = first == null ? found : first;
    }
    return Objects.requireNonNull(first); // There is at least one node.
  }

  private Finding primary(String sentinel, StoreTarget target, SSLSocketFactory tls) {
    Optional<String> address;
    try (RedisWire wire = RedisWire.to(sentinel, tls, timeout)) {
      address = wire.primary(target.spec().primary().orElse(""));
    } catch (IOException | RuntimeException e) {
      return failed(sentinel, e);
    }
    return address
        .map(node -> ping(node, target, tls))
        .orElse(
            new Finding(
                Reason.TOKEN_STORE_UNREACHABLE,
                "The sentinel " + sentinel + " does not know the primary."));
  }

  private Finding ping(String node, StoreTarget target, SSLSocketFactory tls) {
    try (RedisWire wire = RedisWire.to(node, tls, timeout)) {
      String login = wire.login(target);
      if (!login.equals("+OK")) {
        return refused(node, login);
      }
      String answer = wire.ask("PING").getFirst();
      // Who may not ping may still do what the servers do.
      boolean good = answer.equals("+PONG") || answer.startsWith("-NOPERM");
      return good ? Finding.of(Reason.READY) : refused(node, answer);
    } catch (IOException | RuntimeException e) {
      return failed(node, e);
    }
  }

  /** Of what a server says only the first word is told: the rest may quote anything. */
  private static Finding refused(String node, String answer) {
    String word = answer.split(" ", 2)[0].replaceAll("[^A-Z]", "");
    boolean credentials = List.of("WRONGPASS", "NOAUTH", "ERR", "NOPERM").contains(word);
    return new Finding(
        credentials ? Reason.TOKEN_STORE_REFUSES : Reason.TOKEN_STORE_UNREACHABLE,
        "It is " + node + (word.isEmpty() ? "." : ", which says " + word + "."));
  }

  private static Finding failed(String node, Exception e) {
    return new Finding(
        e instanceof SSLException ? Reason.TOKEN_STORE_NOT_TRUSTED : Reason.TOKEN_STORE_UNREACHABLE,
        "It is " + node + ".");
  }
}
