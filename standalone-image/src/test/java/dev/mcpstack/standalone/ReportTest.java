package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.http.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Map<String, Object> SERVER =
      Map.of("type", "http", "url", "http://127.0.0.1:8080/mcp");

  @Test
  void generatedKey_isShownOnceForPeopleAndInTheirConfiguration() {
    Report report = report(new Access(Authenticator.open(), "k\"1", null));
    String text = report.text(Duration.ofMillis(1_260));
    assertThat(text)
        .contains("Stack 'st' is ready, after 1.3 s.", "Key         k\"1", "Sources     a, b")
        .contains("Management  http://127.0.0.1:9091 (/livez, /readyz, /metrics)")
        .endsWith("Ctrl-C ends it.");
    assertThat(configured(text))
        .containsAllEntriesOf(SERVER)
        .containsEntry("headers", Map.of("Authorization", "Bearer k\"1"));
  }

  @Test
  void keyFromAFile_isNotRepeatedForPeople() {
    Path file = Path.of("/etc/key");
    Report report = report(new Access(Authenticator.open(), "hunter2", file));
    String text = report.text(Duration.ZERO);
    assertThat(text).contains("Key         the one in " + file).doesNotContain("hunter2");
    assertThat(configured(text))
        .containsEntry("headers", Map.of("Authorization", "Bearer <the key in " + file + ">"));
  }

  @Test
  void openStack_saysSo_andItsConfigurationHasNoHeaders() {
    Report report = report(new Access(Authenticator.open(), null, null));
    String text = report.text(Duration.ZERO);
    assertThat(text).contains("Key         none: everybody on this machine may call");
    assertThat(configured(text)).isEqualTo(SERVER);
    assertThat(json(report.json())).containsEntry("key", null);
  }

  @Test
  void json_isOneLineOfEverything() {
    String json = report(new Access(Authenticator.open(), "k1", null)).json();
    assertThat(json).doesNotContain("\n");
    assertThat(json(json))
        .isEqualTo(
            Map.of(
                "stack", "st",
                "endpoint", "http://127.0.0.1:8080/mcp",
                "key", "k1",
                "management", "http://127.0.0.1:9091",
                "sources", List.of("a", "b")));
  }

  private static Report report(Access access) {
    return new Report(
        new RunningStack(
            "st",
            URI.create("http://127.0.0.1:8080/mcp"),
            URI.create("http://127.0.0.1:9091"),
            List.of("a", "b"),
            access));
  }

  /** The server in the configuration that a person is to paste. */
  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static Map<String, Object> configured(String text) {
    Map<String, Object> whole = json(text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1));
    Map<String, Object> servers =
        (Map<String, Object>) Objects.requireNonNull(whole.get("mcpServers"));
    assertThat(servers).containsOnlyKeys("st");
    return (Map<String, Object>) Objects.requireNonNull(servers.get("st"));
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static Map<String, Object> json(String text) {
    return (Map<String, Object>) Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
