package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;

/**
 * What a handler wants to have back when its client repeats a request, signed, so that the client
 * can neither change it nor use it for another request, as another principal, or much later.
 * Replicas that share the key take each other's.
 */
final class RequestStates {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MIN_KEY = 32;

  /** Signed along, so that nothing else that is signed with the same key passes for a state. */
  private static final String PURPOSE = "mcp-request-state:";

  private final InstantSource clock;
  private final Duration timeToLive;

  /** Never used itself: a copy is quicker to make than a new one. */
  private final Mac prototype;

  RequestStates(byte[] key, Duration timeToLive, InstantSource clock) {
    if (key.length < MIN_KEY) {
      throw new IllegalArgumentException("the signing key must have at least 32 bytes");
    }
    this.timeToLive = timeToLive;
    this.clock = clock;
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * Seals a state.
   *
   * @param request digest of the request
   */
  String seal(String principal, String request, String state) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("p", principal);
    payload.put("r", request);
    payload.put("e", clock.instant().plus(timeToLive).getEpochSecond());
    payload.put("s", state);
    String body = encode(Json.write(payload));
    return body + "." + encode(sign(body));
  }

  /** What was sealed, empty unless it was by us, for the same, and lately. */
  Optional<String> open(String principal, String request, String sealed) {
    int dot = sealed.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String body = sealed.substring(0, dot);
    try {
      byte[] signature = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
      if (!MessageDigest.isEqual(signature, sign(body))) {
        return Optional.empty();
      }
      return Json.parse(Base64.getUrlDecoder().decode(body)) instanceof Map<?, ?> payload
              && principal.equals(payload.get("p"))
              && request.equals(payload.get("r"))
              && payload.get("e") instanceof Number end
              && clock.instant().isBefore(Instant.ofEpochSecond(end.longValue()))
              && payload.get("s") instanceof String state
          ? Optional.of(state)
          : Optional.empty();
    } catch (IllegalArgumentException | JacksonException _) {
      return Optional.empty();
    }
  }

  private byte[] sign(String body) {
    try {
      Mac mac = (Mac) prototype.clone();
      return mac.doFinal((PURPOSE + body).getBytes(StandardCharsets.UTF_8));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
