package dev.mcpstack.localdata.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Rows in PostgreSQL's binary COPY format, one at a time: each column is a part of an array of
 * bytes, as the type's own send function wrote it. Not thread-safe.
 *
 * <p>Source: PostgreSQL documentation, SQL commands, COPY, "Binary Format".
 */
public final class CopiedRows {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0};

  /** The bits of the header's flags that a reader must know. */
  private static final int CRITICAL = 0xFFFF_0000;

  private static final int END = -1;

  private final CopyOut copy;
  private final int[] offsets;
  private final int[] lengths;
  private byte[] bytes = {};
  private int rowStart;
  private int at;
  private boolean begun;
  private boolean ended;

  CopiedRows(CopyOut copy, int columns) {
    this.copy = copy;
    this.offsets = new int[columns];
    this.lengths = new int[columns];
  }

  /** Goes on to the next row; false after the last. */
  public boolean next() throws SQLException {
    if (ended) {
      return false;
    }
    if (!begun) {
      readHeader();
      begun = true;
    }
    rowStart = at;
    need(Short.BYTES);
    int columns = (short) SHORT.get(bytes, at);
    at += Short.BYTES;
    if (columns == END) {
      ended = true;
      while (message() != null) {
        // The server's last words.
      }
      return false;
    }
    if (columns != offsets.length) {
      throw broken("a row of " + columns + " columns, not " + offsets.length);
    }
    for (int column = 0; column < columns; column++) {
      need(Integer.BYTES);
      int length = (int) INT.get(bytes, at);
      at += Integer.BYTES;
      lengths[column] = length;
      if (length > 0) {
        need(length);
      }
      // Relative, since the array may change while the row is put together.
      offsets[column] = at - rowStart;
      at += Math.max(length, 0);
    }
    return true;
  }

  /** The bytes that hold the row, among others; not to be changed, or kept beyond the row. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes} a column begins, from 0. */
  public int offset(int column) {
    return rowStart + offsets[column];
  }

  /** How many bytes a column has; negative when it is null. */
  public int length(int column) {
    return lengths[column];
  }

  /** Ends the copy where it is, when it has not ended; whether the connection can go on. */
  boolean end(Canceller canceller) {
    try {
      if (copy.isActive()) {
        canceller.cancel();
        while (message() != null) {
          // On its way before the cancel: the driver would take it for the next query's.
        }
      }
    } catch (SQLException _) {
      // That it was cancelled, or that the connection is gone.
    }
    return !copy.isActive();
  }

  private void readHeader() throws SQLException {
    need(SIGNATURE.length + 2 * Integer.BYTES);
    if (!Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
      throw broken("another signature");
    }
    int flags = (int) INT.get(bytes, SIGNATURE.length);
    int extension = (int) INT.get(bytes, SIGNATURE.length + Integer.BYTES);
    if ((flags & CRITICAL) != 0 || extension < 0) {
      throw broken("a header of another version");
    }
    at = SIGNATURE.length + 2 * Integer.BYTES;
    need(extension);
    at += extension;
  }

  /**
   * Sees to it that so many bytes follow. A message holds a row, mostly: the protocol leaves that
   * open.
   */
  private void need(int count) throws SQLException {
    while (bytes.length - at < count) {
      byte[] more = message();
      if (more == null) {
        throw broken("an end in the middle");
      }
      int left = bytes.length - rowStart;
      if (left == 0) {
        bytes = more;
      } else {
        byte[] joined = Arrays.copyOfRange(bytes, rowStart, rowStart + left + more.length);
        System.arraycopy(more, 0, joined, left, more.length);
        bytes = joined;
      }
      at -= rowStart;
      rowStart = 0;
    }
  }

  private byte @Nullable [] message() throws SQLException {
    return copy.readFromCopy();
  }

  private static PSQLException broken(String what) {
    return new PSQLException("The copy has " + what + ".", PSQLState.PROTOCOL_VIOLATION);
  }
}
