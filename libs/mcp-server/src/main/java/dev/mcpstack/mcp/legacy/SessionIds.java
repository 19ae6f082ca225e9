package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;

/**
 * Session ids that describe their session and are signed, so that any replica with the key can
 * serve any of them and none has to remember one. The claims are readable by whoever holds the id:
 * they hold nothing that the client didn't say itself.
 */
final class SessionIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAX_ID = 2_048;
  private static final int MAX_CAPABILITIES = 700;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Never used itself: a copy is quicker to make than a new one. */
  private final Mac prototype;

  /**
   * Ids under a key.
   *
   * @param key at least 32 bytes
   */
  SessionIds(byte[] key) {
    if (key.length < 32) {
      throw new IllegalArgumentException("the session key must have at least 32 bytes");
    }
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  String issue(SessionClaims claims) {
    byte[] nonce = new byte[16];
    RANDOM.nextBytes(nonce);
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("p", claims.principal());
    payload.put("v", claims.protocolVersion());
    payload.put("c", claims.clientName());
    payload.put("w", claims.clientVersion());
    payload.put("n", encode(nonce)); // Two sessions of one client never share an id.
    if (Json.write(claims.capabilities()).length <= MAX_CAPABILITIES) {
      payload.put("a", claims.capabilities());
    }
    String body = encode(Json.write(payload));
    return body + "." + encode(sign(body));
  }

  Optional<SessionClaims> verify(String id) {
    int dot = id.indexOf('.');
    if (id.length() > MAX_ID || dot < 0) {
      return Optional.empty();
    }
    String body = id.substring(0, dot);
    try {
      byte[] signature = Base64.getUrlDecoder().decode(id.substring(dot + 1));
      if (!MessageDigest.isEqual(signature, sign(body))) {
        return Optional.empty();
      }
      return Json.parse(Base64.getUrlDecoder().decode(body)) instanceof Map<?, ?> payload
          ? Optional.of(claims(payload))
          : Optional.empty();
    } catch (IllegalArgumentException | JacksonException _) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static SessionClaims claims(Map<?, ?> payload) {
    return new SessionClaims(
        String.valueOf(payload.get("p")),
        String.valueOf(payload.get("v")),
        String.valueOf(payload.get("c")),
        String.valueOf(payload.get("w")),
        payload.get("a") instanceof Map<?, ?> capabilities
            ? (Map<String, Object>) capabilities
            : Map.of());
  }

  private byte[] sign(String body) {
    try {
      Mac mac = (Mac) prototype.clone();
      return mac.doFinal(body.getBytes(StandardCharsets.US_ASCII));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
