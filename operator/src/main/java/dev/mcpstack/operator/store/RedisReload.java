package dev.mcpstack.operator.store;

import dev.mcpstack.operator.observe.StoreShows;
import dev.mcpstack.operator.pki.generated.TokenStoreAccess;
import dev.mcpstack.stack.PodPaths;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Has a stack's own token store read its certificate anew. What it shows is looked at first, and
 * afterwards: connections that are open go on, and see nothing of it.
 */
public final class RedisReload {
  private static final String SETTING = "tls-cert-file";

  private final Duration timeout;

  /** One that waits so long at most for each step. */
  public RedisReload(Duration timeout) {
    this.timeout = timeout;
  }

  /** Looks, and has it read its files if it shows another. Never fails. */
  public StoreShows ask(OwnStore store) {
    try {
      Certificate wanted = Believed.certificates(store.certificate()).iterator().next();
      try (RedisWire wire = connect(store)) {
        if (wire.shown().equals(wanted)) {
          return StoreShows.WANTED;
        }
        if (!isRead(wire, store)) {
          return StoreShows.REFUSED;
        }
      }
      try (RedisWire wire = connect(store)) {
        return wire.shown().equals(wanted) ? StoreShows.WANTED : StoreShows.OTHER;
      }
    } catch (GeneralSecurityException _) {
      return StoreShows.UNKNOWN; // What is stored can't be read, and will be made anew.
    } catch (IOException | RuntimeException e) {
      return isDisbelief(e) ? StoreShows.NOT_TRUSTED : StoreShows.UNREACHABLE;
    }
  }

  /** A handshake may also fail since the other side went away. */
  private static boolean isDisbelief(Exception e) {
    return e instanceof SSLException && e.getCause() instanceof CertificateException;
  }

  /** With sessions of its own: one that is resumed would show what it showed before. */
  private RedisWire connect(OwnStore store) throws IOException, GeneralSecurityException {
    return RedisWire.to(store.node(), Believed.factory(Optional.of(store.authorities())), timeout);
  }

  /**
   * Sets the path that is set already, by which certificate and key are both read. Redis 7.0.0 to
   * 7.0.4 do so only if the path is another one, hence the detour. While the kubelet has brought
   * but one of the two, Redis refuses the pair and goes on with the former.
   *
   * @return whether it may be set
   */
  private static boolean isRead(RedisWire wire, OwnStore store) throws IOException {
    String user = TokenStoreAccess.OPERATOR;
    if (!wire.ask("AUTH", user, store.password().reveal()).getFirst().equals("+OK")) {
      return false;
    }
    for (String way : List.of("/./", "/")) {
      String path = store.folder() + way + PodPaths.CERTIFICATE_FILE;
      if (wire.ask("CONFIG", "SET", SETTING, path).getFirst().startsWith("-NOPERM")) {
        return false;
      }
    }
    return true;
  }
}
