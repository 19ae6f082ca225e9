package dev.mcpstack.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each request is of exactly one era, whatever its signs are mixed from. */
class EraDecisionTest {
  private static final String VERSION = "io.modelcontextprotocol/protocolVersion";

  @ParameterizedTest
  @CsvSource({
    // header, version in the body, session, method, modern
    // Whole requests of either era.
    "2026-07-28, 2026-07-28, , tools/call, true",
    "2026-07-28, 2026-07-28, , server/discover, true",
    ", , , initialize, false",
    "2025-11-25, , s, tools/call, false",
    "2025-06-18, , s, tools/list, false",
    "2025-11-25, , s, notifications/initialized, false",
    ", , s, tools/list, false",
    // The body decides, so that what it says is checked and not passed over.
    "2025-11-25, 2026-07-28, , tools/call, true",
    "2025-11-25, 2026-07-28, s, tools/call, true",
    ", 2026-07-28, , tools/call, true",
    ", 2026-07-28, s, tools/call, true",
    "2026-07-28, 2026-07-28, s, tools/call, true",
    "2026-07-28, 2026-07-28, , initialize, true",
    ", 2026-07-28, , initialize, true",
    "2025-11-25, 2025-11-25, s, tools/call, true",
    ", 2025-11-25, , initialize, true",
    ", '', , tools/list, true",
    // Without a word of the body, the header.
    "2026-07-28, , , tools/call, true",
    "2026-07-28, , s, tools/call, true",
    "2026-07-28, , , initialize, true",
    "2026-07-29, , , tools/list, true",
    "2027-01-01, , s, tools/list, true",
    "9999, , s, tools/list, true",
    "'2025-11-25, 2026-07-28', , s, tools/list, true",
    "'', , , tools/list, true",
    "draft, , , tools/list, true",
    "2024-11-05, , , tools/list, false",
    "2025-03-26, , s, tools/list, false",
    "2026-07-27, , , tools/list, false",
    "2025-11-25, , , server/discover, false",
    "2025-11-25, , s, server/discover, false",
    // Without either, what only one era has.
    ", , , server/discover, true",
    ", , s, server/discover, false",
    ", , , tools/list, false",
    ", , , subscriptions/listen, false",
    ", , , , false",
    ", , s, , false",
    "2026-07-28, , , , true"
  })
  void request_isOfOneEra(
      @Nullable String header,
      @Nullable String inBody,
      @Nullable String session,
      @Nullable String method,
      boolean modern) {
    Map<String, Object> params =
        inBody == null ? Map.of() : Map.of("_meta", Map.of(VERSION, inBody));

    assertThat(EraDecision.isModern(header, session, method, params)).isEqualTo(modern);
  }

  @Test
  void meta_ofTheNewEraWithoutItsVersion_isStillOfThatEra() {
    Map<String, @Nullable Object> nulls = new HashMap<>();
    nulls.put(VERSION, null);

    assertThat(decide(Map.of("io.modelcontextprotocol/clientCapabilities", Map.of()))).isTrue();
    assertThat(decide(Map.of("io.modelcontextprotocol/clientInfo", Map.of()))).isTrue();
    assertThat(decide(nulls)).isTrue();
    assertThat(decide(Map.of(VERSION, 7))).isTrue();
  }

  @Test
  void meta_thatBothErasHave_decidesNothing() {
    assertThat(decide(Map.of("progressToken", 1, "traceparent", "x"))).isFalse();
    assertThat(decide(Map.of("io.modelcontextprotocol/related-task", Map.of()))).isFalse();
    assertThat(EraDecision.isModern(null, "s", "tools/list", Map.of("_meta", "text"))).isFalse();
  }

  private static boolean decide(Map<String, ?> meta) {
    return EraDecision.isModern("2025-11-25", "s", "tools/list", Map.of("_meta", meta));
  }
}
