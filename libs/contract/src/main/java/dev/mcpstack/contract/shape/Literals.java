package dev.mcpstack.contract.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the literals of {@link Default} and {@link Example}. */
final class Literals {
  private Literals() {}

  /**
   * The value of a literal.
   *
   * @throws IllegalArgumentException if it is none of the type
   */
  static Object value(Codec codec, String literal) {
    Reading reading = new Reading(Coercion.FROM_TEXT);
    Object value = codec.read(tree(codec, literal), Place.root(), reading);
    if (Reading.failed(value)) {
      throw new IllegalArgumentException(
          "the literal \"" + literal + "\" is wrong: " + reading.problems.list());
    }
    return value;
  }

  /** The literals as they would stand in a tree. */
  static List<Object> trees(Codec codec, List<String> literals) {
    return literals.stream()
        .map(each -> codec.write(value(codec, each), Secrets.WRITTEN))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Object tree(Codec codec, String literal) {
    return switch (codec) {
      case ListCodec _ ->
          literal.equals("[]")
              ? List.of()
              : Arrays.stream(literal.split(",", -1)).map(String::strip).toList();
      case MapCodec _, RecordCodec _ -> literal.equals("{}") ? Map.of() : literal;
      case TextCodec _,
          WholeNumberCodec _,
          DecimalCodec _,
          BooleanCodec _,
          ParsedTextCodec _,
          EnumCodec _,
          UnionCodec _,
          TreeCodec _ ->
          literal;
    };
  }
}
