package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Values straight from the bytes that PostgreSQL sends, where the driver's own way makes objects
 * that are thrown away at once. The driver hands out the bytes of a binary column, and of a text
 * column in UTF-8, as they came.
 */
final class PostgresTransfers {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** PostgreSQL counts from 2000-01-01. */
  private static final int EPOCH_DAYS = 10_957;

  private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;
  private static final long DAY_MICROS = 86_400_000_000L;

  static final ColumnReader.Transfer TEXT = PostgresTransfers::text;

  /** A date in binary. */
  static final ColumnReader.Transfer DATE =
      (rows, index, encoder) -> {
        byte[] value = rows.getBytes(index);
        if (value != null) {
          int days = (int) INT.get(value, 0);
          if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
            throw new ArithmeticException("infinity");
          }
          encoder.setDate(index - 1, Math.addExact(days, EPOCH_DAYS));
        }
      };

  /** A time in binary. */
  static final ColumnReader.Transfer TIME =
      (rows, index, encoder) -> {
        byte[] value = rows.getBytes(index);
        if (value != null) {
          long micros = (long) LONG.get(value, 0);
          if (micros >= DAY_MICROS) {
            throw new ArithmeticException("24:00 is no time of the day");
          }
          encoder.setTime(index - 1, micros);
        }
      };

  /** A timestamp in binary, with or without zone. */
  static final ColumnReader.Transfer TIMESTAMP =
      (rows, index, encoder) -> {
        byte[] value = rows.getBytes(index);
        if (value != null) {
          long micros = (long) LONG.get(value, 0);
          if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            throw new ArithmeticException("infinity");
          }
          encoder.setTimestamp(index - 1, Math.addExact(micros, EPOCH_MICROS));
        }
      };

  private PostgresTransfers() {}

  private static void text(ResultSet rows, int index, ChunkEncoder encoder) throws SQLException {
    byte[] value = rows.getBytes(index);
    if (value == null) {
      return;
    }
    if (isAscii(value)) {
      encoder.setBytes(index - 1, value);
    } else {
      // The driver refuses what is not UTF-8, which a database without encoding sends unchecked.
      encoder.setText(index - 1, rows.getString(index));
    }
  }

  private static boolean isAscii(byte[] value) {
    int bits = 0;
    for (byte character : value) {
      bits |= character;
    }
    return bits >= 0;
  }
}
