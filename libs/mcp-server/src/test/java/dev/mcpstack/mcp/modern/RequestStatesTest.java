package dev.mcpstack.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestStatesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final RequestStates states = at(NOW, (byte) 1);

  @Test
  void state_ofTheSameRequest_comesBack() {
    String sealed = states.seal("alice", "r", "step 2 \u4e16");

    assertThat(states.open("alice", "r", sealed)).contains("step 2 \u4e16");
    assertThat(at(NOW, (byte) 1).open("alice", "r", sealed)).isPresent();
  }

  @Test
  void state_ofAnotherPrincipalRequestKeyOrTime_isNone() {
    String sealed = states.seal("alice", "r", "s");

    assertThat(states.open("bob", "r", sealed)).isEmpty();
    assertThat(states.open("alice", "q", sealed)).isEmpty();
    assertThat(at(NOW, (byte) 2).open("alice", "r", sealed)).isEmpty();
    assertThat(at(NOW.plusSeconds(3_599), (byte) 1).open("alice", "r", sealed)).isPresent();
    assertThat(at(NOW.plusSeconds(3_600), (byte) 1).open("alice", "r", sealed)).isEmpty();
  }

  @Test
  void state_thatWasChangedAnywhere_isNone() {
    String sealed = states.seal("alice", "r", "s");

    for (int i = 0; i < sealed.length(); i++) {
      // The last letter of a part has bits that stand for nothing.
      char other = sealed.charAt(i) == 'A' ? 'x' : 'A';
      String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThat(states.open("alice", "r", changed)).as("letter " + i).isEmpty();
    }
    for (String broken :
        List.of("", ".", "a.b", sealed + "-TAMPERED", sealed + "A", "x" + sealed)) {
      assertThat(states.open("alice", "r", broken)).as(broken).isEmpty();
    }
  }

  @Test
  void key_thatIsTooShort_isRefused() {
    assertThatThrownBy(() -> new RequestStates(new byte[31], Duration.ZERO, InstantSource.system()))
        .hasMessageContaining("at least 32 bytes");
  }

  @Test
  void digest_isOfWhatIsAskedAndNotOfHow() {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("name", "drop");
    asked.put("arguments", ordered("a", "b"));
    Map<String, Object> again = new LinkedHashMap<>();
    again.put("arguments", ordered("b", "a"));
    again.put("_meta", Map.of("progressToken", 2));
    again.put("inputResponses", Map.of());
    again.put("requestState", "x");
    again.put("name", "drop");

    String digest = RequestDigest.of("tools/call", asked);

    assertThat(RequestDigest.of("tools/call", again)).isEqualTo(digest);
    assertThat(RequestDigest.of("prompts/get", asked)).isNotEqualTo(digest);
    asked.put("arguments", Map.of("a", 1, "b", 3));
    assertThat(RequestDigest.of("tools/call", asked)).isNotEqualTo(digest);
  }

  private static Map<String, Object> ordered(String... keys) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String key : keys) {
      map.put(key, List.of(Map.of(key, 1)));
    }
    return map;
  }

  private static RequestStates at(Instant now, byte key) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, key);
    return new RequestStates(bytes, Duration.ofHours(1), () -> now);
  }
}
