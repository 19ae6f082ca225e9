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
          encoder.setDate(index - 1, date(value, 0));
        }
      };

  /** A time in binary. */
  static final ColumnReader.Transfer TIME =
      (rows, index, encoder) -> {
        byte[] value = rows.getBytes(index);
        if (value != null) {
          encoder.setTime(index - 1, time(value, 0));
        }
      };

  /** A timestamp in binary, with or without zone. */
  static final ColumnReader.Transfer TIMESTAMP =
      (rows, index, encoder) -> {
        byte[] value = rows.getBytes(index);
        if (value != null) {
          encoder.setTimestamp(index - 1, timestamp(value, 0));
        }
      };

  private PostgresTransfers() {}

  /** The days since 1970-01-01 of the date at an offset. */
  static int date(byte[] bytes, int at) {
    int days = (int) INT.get(bytes, at);
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      throw new ArithmeticException("infinity");
    }
    return Math.addExact(days, EPOCH_DAYS);
  }

  /** The microseconds since midnight of the time at an offset. */
  static long time(byte[] bytes, int at) {
    long micros = longAt(bytes, at);
    if (micros >= DAY_MICROS) {
      throw new ArithmeticException("24:00 is no time of the day");
    }
    return micros;
  }

  /** The microseconds since 1970-01-01T00:00 of the timestamp at an offset. */
  static long timestamp(byte[] bytes, int at) {
    long micros = longAt(bytes, at);
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      throw new ArithmeticException("infinity");
    }
    return Math.addExact(micros, EPOCH_MICROS);
  }

  /** The number of 64 bits at an offset. */
  static long longAt(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }
}
