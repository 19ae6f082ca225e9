package dev.mcpstack.operator.pki.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.pki.SecretData;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatewayKeysTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void missing_inASecretWithoutKeys_isOneForTheFirstCaller() {
    Map<String, byte[]> made = GatewayKeys.missing(Map.of(), RANDOM);
    assertThat(made).containsOnlyKeys("default");
    assertThat(SecretData.text(made, "default")).matches("[A-Za-z0-9_-]{43}\n");
    assertThat(GatewayKeys.problems(made)).isEmpty();
    assertThat(GatewayKeys.missing(Map.of(".ignored", new byte[40]), RANDOM))
        .containsOnlyKeys("default");
    assertThat(SecretData.text(GatewayKeys.missing(Map.of(), RANDOM), "default"))
        .isNotEqualTo(SecretData.text(made, "default"));
  }

  @Test
  void missing_inASecretWithAKeyOfItsOwner_isNothing() {
    assertThat(GatewayKeys.missing(Map.of("alice", SecretData.bytes("x")), RANDOM)).isEmpty();
  }

  @Test
  void problems_nameTheCallerAndNotTheKey() {
    assertThat(
            GatewayKeys.problems(
                Map.of(
                    "alice",
                    SecretData.bytes("far-too-short\n\n\n\n\n"),
                    "bob",
                    new byte[4_097],
                    "c".repeat(101),
                    SecretData.bytes("long-enough-for-a-key"),
                    "dora",
                    SecretData.bytes("long-enough-for-a-key"))))
        .containsExactly(
            "The key of 'alice' is shorter than 16 characters: use a longer one.",
            "The key of 'bob' is larger than 4096 bytes: use a shorter one.",
            "The name '"
                + "c".repeat(101)
                + "' is too long for a caller: use 100 characters or fewer.");
  }
}
