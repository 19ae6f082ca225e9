package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.util.ByteConverter;

/** The types of PostgreSQL whose binary form is read here. */
final class CopyTransfers {
  private static final CopyTransfer TEXT =
      (bytes, offset, length, column, encoder) -> encoder.setBytes(column, bytes, offset, length);

  private static final Map<String, CopyTransfer> OF_TYPE =
      Map.ofEntries(
          Map.entry(
              "bool",
              sized(1, (bytes, at, column, encoder) -> encoder.setBoolean(column, bytes[at] != 0))),
          Map.entry(
              "int2",
              sized(
                  2,
                  (bytes, at, column, encoder) ->
                      encoder.setInteger(column, ByteConverter.int2(bytes, at)))),
          Map.entry(
              "int4",
              sized(
                  4,
                  (bytes, at, column, encoder) ->
                      encoder.setInteger(column, ByteConverter.int4(bytes, at)))),
          Map.entry(
              "int8",
              sized(
                  8,
                  (bytes, at, column, encoder) ->
                      encoder.setInteger(column, PostgresTransfers.longAt(bytes, at)))),
          Map.entry(
              "float4",
              sized(
                  4,
                  (bytes, at, column, encoder) ->
                      encoder.setFloat(column, ByteConverter.float4(bytes, at)))),
          Map.entry(
              "float8",
              sized(
                  8,
                  (bytes, at, column, encoder) ->
                      encoder.setFloat(
                          column, Double.longBitsToDouble(PostgresTransfers.longAt(bytes, at))))),
          Map.entry(
              "date",
              sized(
                  4,
                  (bytes, at, column, encoder) ->
                      encoder.setDate(column, PostgresTransfers.date(bytes, at)))),
          Map.entry(
              "time",
              sized(
                  8,
                  (bytes, at, column, encoder) ->
                      encoder.setTime(column, PostgresTransfers.time(bytes, at)))),
          Map.entry(
              "timestamp",
              sized(
                  8,
                  (bytes, at, column, encoder) ->
                      encoder.setTimestamp(column, PostgresTransfers.timestamp(bytes, at)))),
          Map.entry(
              "timestamptz",
              sized(
                  8,
                  (bytes, at, column, encoder) ->
                      encoder.setTimestamp(column, PostgresTransfers.timestamp(bytes, at)))),
          Map.entry(
              "uuid",
              sized(
                  16,
                  (bytes, at, column, encoder) ->
                      encoder.setText(
                          column,
                          new UUID(
                                  PostgresTransfers.longAt(bytes, at),
                                  PostgresTransfers.longAt(bytes, at + Long.BYTES))
                              .toString()))),
          Map.entry("numeric", CopyTransfers::numeric),
          Map.entry("text", TEXT),
          Map.entry("varchar", TEXT),
          Map.entry("bpchar", TEXT),
          Map.entry("json", TEXT),
          Map.entry("jsonb", CopyTransfers::jsonb),
          Map.entry("bytea", TEXT));

  private CopyTransfers() {}

  /** How a type is moved, by the name that the driver has for it; empty when it is not known. */
  static Optional<CopyTransfer> of(String type) {
    return Optional.ofNullable(OF_TYPE.get(type));
  }

  /** A value of one size. */
  @FunctionalInterface
  private interface Sized {
    void move(byte[] bytes, int at, int column, ChunkEncoder encoder);
  }

  private static CopyTransfer sized(int size, Sized sized) {
    return (bytes, offset, length, column, encoder) -> {
      requireForm(length == size);
      sized.move(bytes, offset, column, encoder);
    };
  }

  private static void numeric(
      byte[] bytes, int offset, int length, int column, ChunkEncoder encoder) {
    switch (ByteConverter.numeric(bytes, offset, length)) {
      case BigDecimal value -> encoder.setDecimal(column, value);
      default -> throw new ArithmeticException("NaN or infinity");
    }
  }

  private static void jsonb(
      byte[] bytes, int offset, int length, int column, ChunkEncoder encoder) {
    requireForm(length > 0 && bytes[offset] == 1);
    encoder.setBytes(column, bytes, offset + 1, length - 1);
  }

  /** Of a type that only bears the name. */
  private static void requireForm(boolean known) {
    if (!known) {
      throw new ArithmeticException("another binary form than its type's");
    }
  }
}
