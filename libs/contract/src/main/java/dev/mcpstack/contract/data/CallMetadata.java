package dev.mcpstack.contract.data;

import dev.mcpstack.contract.principal.Principal;
import io.grpc.Context;
import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every call carries beside its request: for whom it is made, and the id that names it in
 * every log.
 *
 * @param principal the caller on whose behalf the peer calls
 * @param correlationId 1 to 100 printable characters
 */
record CallMetadata(Principal principal, String correlationId) {
  static final Metadata.Key<byte[]> PEER_SECRET =
      Metadata.Key.of("mcpstack-peer-bin", Metadata.BINARY_BYTE_MARSHALLER);
  static final Metadata.Key<byte[]> FAILURE =
      Metadata.Key.of("mcpstack-failure-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final Metadata.Key<String> PRINCIPAL =
      Metadata.Key.of("mcpstack-principal", Metadata.ASCII_STRING_MARSHALLER);
  // Binary, because a scope may hold any character; one entry a scope.
  private static final Metadata.Key<byte[]> SCOPE =
      Metadata.Key.of("mcpstack-scope-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Metadata.Key<String> CORRELATION_ID =
      Metadata.Key.of("mcpstack-correlation-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<CallMetadata> CURRENT = Context.key("mcpstack-call");
  private static final int LONGEST_ID = 100;

  /** The headers of a call to a peer. */
  Metadata toHeaders(PeerTrust trust) {
    Metadata headers = new Metadata();
    trust.secret().ifPresent(secret -> headers.put(PEER_SECRET, secret));
    headers.put(PRINCIPAL, principal.name());
    for (String scope : principal.scopes()) {
      headers.put(SCOPE, scope.getBytes(StandardCharsets.UTF_8));
    }
    headers.put(CORRELATION_ID, correlationId);
    return headers;
  }

  /**
   * What the headers of a trusted peer say.
   *
   * @throws IllegalArgumentException when they name no principal
   */
  static CallMetadata fromHeaders(Metadata headers) {
    String name = headers.get(PRINCIPAL);
    if (name == null) {
      throw new IllegalArgumentException("the call names no principal");
    }
    Set<String> scopes = new HashSet<>();
    Iterable<byte[]> sent = headers.getAll(SCOPE);
    if (sent != null) {
      sent.forEach(scope -> scopes.add(new String(scope, StandardCharsets.UTF_8)));
    }
    return new CallMetadata(
        new Principal(name, scopes), correlationIdOf(headers.get(CORRELATION_ID)));
  }

  /** A context in which {@link #current} is this. */
  Context inContext() {
    return Context.current().withValue(CURRENT, this);
  }

  /** The call that this thread serves. Only behind the interceptor. */
  static CallMetadata current() {
    CallMetadata current = CURRENT.get();
    if (current == null) {
      throw new IllegalStateException("not in a call that the interceptor has let through");
    }
    return current;
  }

  /** A missing or unfit id is replaced, so that a log line can't be forged through it. */
  private static String correlationIdOf(@Nullable String sent) {
    return sent != null && isFit(sent) ? sent : UUID.randomUUID().toString();
  }

  private static boolean isFit(String id) {
    return !id.isEmpty()
        && id.length() <= LONGEST_ID
        && id.chars().allMatch(c -> c > ' ' && c < 127);
  }
}
