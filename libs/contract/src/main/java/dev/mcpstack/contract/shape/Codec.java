package dev.mcpstack.contract.shape;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads, writes and describes the values of one type. Immutable. */
sealed interface Codec
    permits TextCodec,
        WholeNumberCodec,
        DecimalCodec,
        BooleanCodec,
        ParsedTextCodec,
        EnumCodec,
        ListCodec,
        MapCodec,
        RecordCodec,
        UnionCodec,
        TreeCodec {

  /**
   * Reads a value that is not null.
   *
   * @return the value, or {@link Reading#FAILED} after the problems were added
   */
  Object read(Object tree, Place at, Reading reading);

  /** Writes a value that {@link #read} could have returned; null only for a number that is none. */
  @Nullable Object write(Object value, Secrets secrets);

  /** The JSON Schema, in a map of its own that the caller may add to. */
  Map<String, Object> schema(SchemaUse use);

  /** What is allowed, as it follows "expected". */
  String expected();
}
