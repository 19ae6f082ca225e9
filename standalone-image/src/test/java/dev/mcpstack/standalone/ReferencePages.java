package dev.mcpstack.standalone;

import dev.mcpstack.contract.error.ErrorCategory;
import dev.mcpstack.contract.error.ErrorCode;
import dev.mcpstack.contract.shape.RecordShape;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts of the pages in {@code docs/reference}. */
final class ReferencePages {
  static final String GENERATED =
      "<!-- Written by ReferenceDocsTest from the program itself; edit there, not here. -->\n\n";

  private ReferencePages() {}

  static String configuration(
      Class<? extends Record> stack, Map<String, Class<? extends Record>> servers) {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append(
        """
        # Configuration

        What a person writes is a `McpStack`. Every key with its type, default and meaning stands here; nothing else is taken, and a key that is none
        of these is refused with the nearest one that is. A wrong file is refused with all its problems at once, each with its line.

        Durations are written as `500ms`, `15s`, `10m` or `1h`, sizes as `64MiB` or `1GB`.

        ## The stack

        `./mcpstack up STACK.yaml` and `./mcpstack validate STACK.yaml` take a YAML file of exactly one document of `kind: McpStack`. Documents of
        `apiVersion: v1`, `kind: Secret` (`type: Opaque`, with `stringData` or base64 `data`) may stand beside it, for `credentialsSecretRef`; with
        `--secrets FOLDER` the values may be files `FOLDER/<secret>/<key>` instead.

        """);
    page.append(RecordShape.of(stack).markdownTable());
    page.append(
        """

        ## The servers

        What each server reads, made from the stack. `./mcpstack up` hands it over in memory, and there every port below but the gateway's is not opened or a
        free one.
        """);
    servers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .forEach(server ->
            page.append("\n### ")
                .append(server.getKey())
                .append("\n\n")
                .append(RecordShape.of(server.getValue()).markdownTable()));
    return page.toString();
  }

  static String errors(List<ErrorCode> codes) {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append(
        """
        # Errors

        A tool that can't do what it was asked answers with `isError` and, in `structuredContent.error`, the code by name, its category, a message, whether to
        try again, and what to do. Numbers and names are never used again for something else.

        | category | who can do something about it |
        | --- | --- |
        """);
    Arrays.stream(ErrorCategory.values())
        .forEach(category -> row(page, "`" + category + "`", who(category)));
    page.append(
        """

        | number | name | category | try again unchanged | what to do |
        | --- | --- | --- | --- | --- |
        """);
    for (ErrorCode code : codes) {
      row(
          page,
          Integer.toString(code.number()),
          "`" + code.name() + "`",
          "`" + code.category() + "`",
          code.retryable() ? "yes" : "no",
          code.remedy());
    }
    return page.toString();
  }

  private static String who(ErrorCategory category) {
    return switch (category) {
      case USER -> "The caller: change the call.";
      case DENIED -> "The owner of the stack: the caller may not.";
      case EXHAUSTED -> "The caller: a limit was reached, ask for less or later.";
      case EXTERNAL -> "The owner of a system that the stack depends on, such as a database.";
      case UNAVAILABLE -> "Nobody, or the owner of the stack: a neighbour can't be reached now.";
      case INTERNAL -> "We: it is a fault of the program. Report it with the incident id.";
    };
  }

  static String tools(List<McpSchema.Tool> tools) {
    StringBuilder page = new StringBuilder(GENERATED);
    page.append(
        """
        # Tools

        What an agent finds at the endpoint of a stack, in the order it is listed in. Every answer has a text for the model, and the same facts in
        `structuredContent`.
        """);
    for (McpSchema.Tool tool : tools) {
      page.append("\n## ").append(tool.name()).append("\n\n**").append(tool.title());
      page.append(".** ").append(tool.description()).append("\n\n");
      page.append(hints(tool.annotations())).append("\n");
      arguments(page, tool.inputSchema());
    }
    return page.toString();
  }

  private static String hints(McpSchema.ToolAnnotations hints) {
    String changes = Boolean.TRUE.equals(hints.readOnlyHint()) ? "Reads only" : "Changes something";
    String again = Boolean.TRUE.equals(hints.idempotentHint()) ? ", calling again is safe" : "";
    return changes + again + ".\n";
  }

  private static void arguments(StringBuilder page, Map<String, Object> schema) {
    Map<?, ?> properties = (Map<?, ?>) schema.getOrDefault("properties", Map.of());
    if (properties.isEmpty()) {
      page.append("No arguments.\n");
      return;
    }
    List<?> required = (List<?>) schema.getOrDefault("required", List.of());
    page.append("| argument | type | default | meaning |\n| --- | --- | --- | --- |\n");
    properties.forEach((name, value) -> {
      Map<?, ?> property = (Map<?, ?>) Objects.requireNonNull(value);
      row(
          page,
          "`" + name + "`",
          type(property),
          required.contains(name) ? "required" : literal(property.get("default")),
          String.valueOf(property.get("description")));
    });
  }

  private static String literal(@Nullable Object value) {
    return value == null ? "optional" : "`" + value + "`";
  }

  /** What a schema allows, in words. */
  private static String type(Map<?, ?> schema) {
    if (schema.get("enum") instanceof List<?> names) {
      return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
    if (schema.get("type") instanceof List<?> types) {
      return types.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }
    if (!(schema.get("type") instanceof String type)) {
      return "anything";
    }
    return switch (type) {
      case "array" ->
          schema.get("items") instanceof Map<?, ?> items ? "list of " + type(items) : "list";
      case "integer" -> "whole number" + bounds(schema, "minimum", "maximum");
      case "number" -> "number" + bounds(schema, "minimum", "maximum");
      case "string" -> "text" + bounds(schema, "minLength", "maxLength");
      case "boolean" -> "`true` or `false`";
      default -> "an object";
    };
  }

  private static String bounds(Map<?, ?> schema, String least, String most) {
    Object min = schema.get(least);
    // From 2^53 on, a bound is only that of the type.
    Object max =
        schema.get(most) instanceof Number number && number.doubleValue() < 0x1p53 ? number : null;
    if (min == null && max == null) {
      return "";
    }
    String unit = least.equals("minLength") ? " characters" : "";
    if (min == null) {
      return ", at most " + max + unit;
    }
    return max == null ? ", at least " + min + unit : ", " + min + " to " + max + unit;
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("| ");
    page.append(
        Arrays.stream(cells)
            .map(cell -> cell.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " "))
            .collect(Collectors.joining(" | ")));
    page.append(" |\n");
  }
}
