package dev.mcpstack.contract.data;

import dev.mcpstack.contract.tls.TlsFiles;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * How the servers of a stack know each other when rows are read: by the certificates of their
 * roles; within one process by a secret that is made when it starts, handed over by reference and
 * written nowhere.
 */
public final class PeerTrust {
  private static final int BYTES = 32;

  private final byte[] secret;
  private final Optional<PeerTls> tls;

  private PeerTrust(byte[] secret, Optional<PeerTls> tls) {
    this.secret = secret;
    this.tls = tls;
  }

  /** Trust between the servers of a stack that hold certificates of its authority. */
  public static PeerTrust certificates(TlsFiles files, String stack) {
    return new PeerTrust(new byte[0], Optional.of(new PeerTls(files, stack)));
  }

  /** Trust between those who are handed this object. */
  public static PeerTrust random() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return new PeerTrust(secret, Optional.empty());
  }

  /** How connections are secured; empty within one process. */
  Optional<PeerTls> tls() {
    return tls;
  }

  /** What a call shows beside its certificate, if anything. */
  Optional<byte[]> secret() {
    return tls.isPresent() ? Optional.empty() : Optional.of(secret.clone());
  }

  /**
   * Whether a caller is a server of this stack. Takes equally long for every wrong secret.
   *
   * @param session of the connection, if it is secured
   * @param presented the secret that it shows, if any
   */
  boolean accepts(@Nullable SSLSession session, byte @Nullable [] presented) {
    return tls.map(peers -> peers.isPeer(session))
        .orElseGet(() -> presented != null && MessageDigest.isEqual(secret, presented));
  }
}
