package dev.mcpstack.localdata.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client got.
 *
 * @param structured for programs
 * @param text for the model
 * @param error whether the call failed
 */
record Answer(Map<String, @Nullable Object> structured, String text, boolean error) {
  @SuppressWarnings("unchecked") // A JSON object has string keys.
  static Answer of(McpSchema.CallToolResult result) {
    return new Answer(
        (Map<String, @Nullable Object>) result.structuredContent(),
        ((McpSchema.TextContent) result.content().getFirst()).text(),
        Boolean.TRUE.equals(result.isError()));
  }

  /** Itself, which must be a complete answer. */
  Answer complete() {
    assertThat(structured.get("status")).as(text).isEqualTo("complete");
    assertThat(error).isFalse();
    return this;
  }

  @Nullable Object get(String key) {
    return structured.get(key);
  }

  String handle() {
    return String.valueOf(structured.get("handle"));
  }

  long number(String key) {
    Object value = structured.get(key);
    assertThat(value).as(key).isInstanceOf(Number.class);
    return value instanceof Number number ? number.longValue() : -1;
  }

  @SuppressWarnings("unchecked") // Rows are lists of cells.
  List<List<@Nullable Object>> rows(String key) {
    Object rows = structured.get(key);
    assertThat(rows).as(text).isInstanceOf(List.class);
    return (List<List<@Nullable Object>>) Objects.requireNonNull(rows);
  }

  /** The names and types of the columns, as {@code name:type}. */
  List<String> columns() {
    return list("columns").stream()
        .map(column -> column.get("name") + ":" + column.get("type"))
        .toList();
  }

  @SuppressWarnings("unchecked") // Lists of JSON objects.
  List<Map<String, @Nullable Object>> list(String key) {
    Object list = structured.get(key);
    assertThat(list).as(text).isInstanceOf(List.class);
    return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(list);
  }

  /** What failed; the answer must be a failure. */
  @SuppressWarnings("unchecked") // A JSON object has string keys.
  Failure failure() {
    assertThat(structured.get("status")).as(text).isEqualTo("failed");
    assertThat(error).isTrue();
    Map<String, @Nullable Object> report =
        (Map<String, @Nullable Object>) Objects.requireNonNull(structured.get("error"));
    return new Failure(report, text);
  }

  /** A failure, which has a cause and a remedy and gives nothing away. */
  record Failure(Map<String, @Nullable Object> report, String text) {
    /** What no client may ever see. */
    private static final List<String> LEAKS =
        List.of(
            "Exception",
            "org.postgresql",
            "org.duckdb",
            "com.zaxxer",
            "java.",
            "\tat ",
            "jdbc:",
            "localhost",
            "127.0.0.1",
            Database.PASSWORD,
            "hidden-word");

    Failure {
      assertThat(String.valueOf(report.get("message"))).isNotBlank();
      assertThat(String.valueOf(report.get("recovery"))).hasSizeGreaterThan(10);
      assertThat(report + text).doesNotContain(LEAKS);
    }

    String code() {
      return String.valueOf(report.get("code"));
    }

    String message() {
      return String.valueOf(report.get("message"));
    }

    String remedy() {
      return String.valueOf(report.get("recovery"));
    }

    Failure is(String code) {
      assertThat(code()).as(text).isEqualTo(code);
      return this;
    }

    Failure says(String... parts) {
      assertThat(message()).contains(parts);
      assertThat(text).contains(message());
      return this;
    }

    Failure advises(String... parts) {
      assertThat(remedy()).contains(parts);
      return this;
    }
  }
}
