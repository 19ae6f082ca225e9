package dev.mcpstack.localdata.query;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Dates and times straight from the bytes of a binary column, which the driver hands out as they
 * came. Its own way makes several objects of each, at twice the time.
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
}
