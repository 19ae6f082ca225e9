package dev.mcpstack.contract.shape;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints a tree as indented JSON, for golden files. */
final class Json {
  private Json() {}

  static String print(@Nullable Object tree) {
    return print(tree, "") + "\n";
  }

  private static String print(@Nullable Object tree, String indent) {
    String deeper = indent + "  ";
    return switch (tree) {
      case null -> "null";
      case Map<?, ?> map when map.isEmpty() -> "{}";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(each -> deeper + text(each.getKey()) + ": " + print(each.getValue(), deeper))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case List<?> list ->
          list.stream()
              .map(each -> print(each, deeper))
              .collect(Collectors.joining(", ", "[", "]"));
      case String text -> text(text);
      default -> tree.toString();
    };
  }

  private static String text(Object text) {
    return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
