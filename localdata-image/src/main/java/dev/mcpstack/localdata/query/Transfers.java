package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;

/** How a value of each type is moved. Nothing is rounded: what does not fit throws. */
final class Transfers {
  static final ColumnReader.Transfer BOOLEAN =
      (rows, index, encoder) -> {
        boolean value = rows.getBoolean(index);
        if (!rows.wasNull()) {
          encoder.setBoolean(index - 1, value);
        }
      };

  static final ColumnReader.Transfer INTEGER =
      (rows, index, encoder) -> {
        long value = rows.getLong(index);
        if (!rows.wasNull()) {
          encoder.setInteger(index - 1, value);
        }
      };

  static final ColumnReader.Transfer FLOAT =
      (rows, index, encoder) -> {
        double value = rows.getDouble(index);
        if (!rows.wasNull()) {
          encoder.setFloat(index - 1, value);
        }
      };

  /** Of 32 bits. Its double is the same number, which the double of its digits is not. */
  static final ColumnReader.Transfer SINGLE =
      (rows, index, encoder) -> {
        float value = rows.getFloat(index);
        if (!rows.wasNull()) {
          encoder.setFloat(index - 1, value);
        }
      };

  static final ColumnReader.Transfer DECIMAL =
      (rows, index, encoder) -> {
        BigDecimal value = rows.getBigDecimal(index);
        if (value != null) {
          encoder.setDecimal(index - 1, value);
        }
      };

  static final ColumnReader.Transfer WHOLE_DECIMAL =
      (rows, index, encoder) -> {
        Object value = rows.getObject(index);
        if (value != null) {
          encoder.setDecimal(index - 1, new BigDecimal(value.toString()));
        }
      };

  static final ColumnReader.Transfer TEXT =
      (rows, index, encoder) -> {
        String value = rows.getString(index);
        if (value != null) {
          encoder.setText(index - 1, value);
        }
      };

  static final ColumnReader.Transfer BINARY = Transfers::binary;

  static final ColumnReader.Transfer DATE =
      (rows, index, encoder) -> {
        LocalDate value = rows.getObject(index, LocalDate.class);
        if (value != null) {
          encoder.setDate(index - 1, days(value));
        }
      };

  /** DuckDB's driver loses the era of a date that is asked for by its class. */
  static final ColumnReader.Transfer DUCKDB_DATE =
      (rows, index, encoder) -> {
        if (rows.getObject(index) instanceof LocalDate value) {
          encoder.setDate(index - 1, days(value));
        }
      };

  static final ColumnReader.Transfer TIME =
      (rows, index, encoder) -> {
        LocalTime value = rows.getObject(index, LocalTime.class);
        if (value != null) {
          long nanos = value.toNanoOfDay();
          encoder.setTime(index - 1, wholeMicros((int) (nanos % 1_000), nanos / 1_000));
        }
      };

  /** As text, with the offset that the database holds: the driver's own text may shift it. */
  static final ColumnReader.Transfer TIME_ZONED =
      (rows, index, encoder) -> {
        OffsetTime value = rows.getObject(index, OffsetTime.class);
        if (value != null) {
          wholeMicros(value.getNano(), 0);
          encoder.setText(index - 1, value.toString());
        }
      };

  static final ColumnReader.Transfer TIMESTAMP =
      (rows, index, encoder) -> {
        LocalDateTime value = rows.getObject(index, LocalDateTime.class);
        if (value != null) {
          encoder.setTimestamp(index - 1, micros(value.toInstant(ZoneOffset.UTC)));
        }
      };

  static final ColumnReader.Transfer TIMESTAMP_ZONED =
      (rows, index, encoder) -> {
        OffsetDateTime value = rows.getObject(index, OffsetDateTime.class);
        if (value != null) {
          encoder.setTimestamp(index - 1, micros(value.toInstant()));
        }
      };

  /**
   * As the number that DuckDB holds. Its driver's instants are an hour off around a change of this
   * machine's clocks.
   */
  static final ColumnReader.Transfer DUCKDB_TIMESTAMP_ZONED =
      (rows, index, encoder) -> {
        long micros = rows.getLong(index);
        if (!rows.wasNull()) {
          encoder.setTimestamp(index - 1, finite(micros));
        }
      };

  private Transfers() {}

  private static void binary(ResultSet rows, int index, ChunkEncoder encoder) throws SQLException {
    Object value = rows.getObject(index);
    switch (value) {
      case null -> {}
      case byte[] bytes -> encoder.setBytes(index - 1, bytes);
      case Blob blob ->
          encoder.setBytes(index - 1, blob.getBytes(1, Math.toIntExact(blob.length())));
      default -> throw new ArithmeticException("not bytes");
    }
  }

  static int days(LocalDate date) {
    int days = Math.toIntExact(date.toEpochDay());
    if (days == Integer.MAX_VALUE || days == -Integer.MAX_VALUE) {
      throw new ArithmeticException("DuckDB's infinity");
    }
    return days;
  }

  static long micros(Instant instant) {
    long seconds = Math.multiplyExact(instant.getEpochSecond(), 1_000_000L);
    long micros = wholeMicros(instant.getNano(), Math.addExact(seconds, instant.getNano() / 1_000));
    return finite(micros);
  }

  private static long finite(long micros) {
    if (micros == Long.MAX_VALUE || micros == -Long.MAX_VALUE) {
      throw new ArithmeticException("DuckDB's infinity");
    }
    return micros;
  }

  private static long wholeMicros(int nanos, long micros) {
    if (nanos % 1_000 != 0) {
      throw new ArithmeticException("finer than a microsecond");
    }
    return micros;
  }
}
