package dev.mcpstack.contract.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.principal.Principal;
import io.grpc.Metadata;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallMetadataTest {
  private static final Metadata.Key<String> CORRELATION_ID =
      Metadata.Key.of("mcpstack-correlation-id", Metadata.ASCII_STRING_MARSHALLER);

  private final PeerTrust trust = PeerTrust.random();

  @Test
  void metadata_throughHeaders_isTheSame() {
    CallMetadata sent =
        new CallMetadata(
            new Principal("alice", Set.of("data.read", "models/überall", "a,b")), "c-42");
    assertThat(CallMetadata.fromHeaders(sent.toHeaders(trust))).isEqualTo(sent);
  }

  @Test
  void metadata_withoutScopes_grantsNone() {
    CallMetadata sent = new CallMetadata(new Principal("alice", Set.of()), "c-42");
    CallMetadata received = CallMetadata.fromHeaders(sent.toHeaders(trust));
    assertThat(received.principal().scopes()).isEmpty();
    assertThat(received.principal().holds("data.read")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words"})
  void correlationId_thatIsUnfit_isReplaced(String id) {
    Metadata headers = new CallMetadata(Principal.ANONYMOUS, "c-42").toHeaders(trust);
    headers.discardAll(CORRELATION_ID);
    if (!id.isEmpty()) {
      headers.put(CORRELATION_ID, id);
    }
    assertThat(CallMetadata.fromHeaders(headers).correlationId()).hasSize(36).isNotEqualTo(id);
  }

  @Test
  void correlationId_thatIsTooLong_isReplaced() {
    Metadata headers = new CallMetadata(Principal.ANONYMOUS, "c".repeat(101)).toHeaders(trust);
    assertThat(CallMetadata.fromHeaders(headers).correlationId()).hasSize(36);
  }

  @Test
  void current_outsideACall_fails() {
    assertThatThrownBy(CallMetadata::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void current_inItsContext_isTheCall() throws Exception {
    CallMetadata call = new CallMetadata(Principal.ANONYMOUS, "c-42");
    assertThat(call.inContext().call(CallMetadata::current)).isEqualTo(call);
  }

  @Test
  void trust_acceptsOnlyItsOwnSecret() {
    byte[] secret = trust.secret().orElseThrow();
    assertThat(trust.accepts(null, secret)).isTrue();
    assertThat(trust.accepts(null, PeerTrust.random().secret().orElseThrow())).isFalse();
    assertThat(trust.accepts(null, new byte[0])).isFalse();
    assertThat(trust.accepts(null, null)).isFalse();
    assertThat(secret).hasSize(32).isNotEqualTo(new byte[32]);
  }

  @Test
  void trust_whoseSecretACallerChanges_keepsIt() {
    trust.secret().orElseThrow()[0]++;
    assertThat(trust.accepts(null, trust.secret().orElseThrow())).isTrue();
  }
}
