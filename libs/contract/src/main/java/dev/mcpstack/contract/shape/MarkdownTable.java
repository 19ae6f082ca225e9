package dev.mcpstack.contract.shape;

import java.util.Map;
import java.util.stream.Collectors;

/** Writes the keys of a record, and of what it holds, as one table. */
final class MarkdownTable {
  private final StringBuilder table =
      new StringBuilder("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");

  private MarkdownTable() {}

  static String of(RecordCodec codec) {
    MarkdownTable writer = new MarkdownTable();
    writer.fields("", codec, "");
    return writer.table.toString();
  }

  /** Adds the fields of a record whose keys follow {@code prefix}. */
  private void fields(String prefix, RecordCodec codec, String condition) {
    for (Field field : codec.fields) {
      String path = prefix + field.key();
      row(path, field.codec().expected(), defaultOf(field), condition + meaning(field));
      below(path, field.codec());
    }
  }

  private void below(String path, Codec codec) {
    switch (codec) {
      case RecordCodec object -> fields(path + ".", object, "");
      case UnionCodec union -> variants(path, union);
      case ListCodec list -> below(path + "[]", list.item);
      case MapCodec map -> below(path + ".<key>", map.item);
      case TextCodec _,
          WholeNumberCodec _,
          DecimalCodec _,
          BooleanCodec _,
          ParsedTextCodec _,
          EnumCodec _,
          TreeCodec _ -> {}
    }
  }

  private void variants(String path, UnionCodec union) {
    String key = union.discriminator;
    row(path + "." + key, union.allowed(), "required", "Which kind it is.");
    for (Map.Entry<String, RecordCodec> variant : union.variants.entrySet()) {
      String condition = "With `" + key + ": " + variant.getKey() + "`: ";
      fields(path + ".", variant.getValue(), condition);
    }
  }

  private static String defaultOf(Field field) {
    if (field.defaultText() != null) {
      return field.defaultText().isEmpty() ? "empty text" : "`" + field.defaultText() + "`";
    }
    return field.required() ? "required" : "optional";
  }

  private static String meaning(Field field) {
    String examples =
        field.examples().stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
    return field.description()
        + (examples.isEmpty() ? "" : " For example " + examples + ".")
        + (field.secret() ? " Never shown." : "");
  }

  private void row(String path, String type, String literal, String meaning) {
    table
        .append("| `")
        .append(cell(path))
        .append("` | ")
        .append(cell(type))
        .append(" | ")
        .append(cell(literal))
        .append(" | ")
        .append(cell(meaning))
        .append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
  }
}
