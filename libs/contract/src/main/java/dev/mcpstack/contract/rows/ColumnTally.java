package dev.mcpstack.contract.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.jspecify.annotations.Nullable;

/** Counts the figures of one column, chunk by chunk. Not thread-safe. */
abstract sealed class ColumnTally {
  private static final int LONG_BYTES = 8;
  private static final int INT_BYTES = 4;

  long count;
  long nulls;

  /** What counts a column that such a vector holds. */
  static ColumnTally of(FieldVector vector) {
    return switch (vector) {
      case Float8Vector _ -> new RealTally();
      case DecimalVector decimals -> new DecimalTally(decimals.getScale());
      default -> new WholeTally();
    };
  }

  /** Adds the rows of a chunk. */
  abstract void add(FieldVector vector, int rows);

  /** The figures so far. */
  abstract ColumnFigures figures();

  /** Adds what another one of the same column has counted of the next chunk. */
  final void append(ColumnTally next) {
    count += next.count;
    nulls += next.nulls;
    switch (this) {
      case WholeTally whole when next instanceof WholeTally more -> whole.add(more);
      case RealTally real when next instanceof RealTally more -> real.add(more);
      case DecimalTally decimal when next instanceof DecimalTally more -> decimal.add(more);
      default -> throw new IllegalArgumentException("the figures are of another column");
    }
  }

  /** Row by row, since the rows between those that are there hold anything. */
  final boolean skips(FieldVector vector, int row, boolean complete) {
    return !complete && vector.isNull(row);
  }

  final boolean countRows(FieldVector vector, int rows) {
    int missing = vector.getNullCount();
    nulls += missing;
    count += rows - missing;
    return missing == 0;
  }

  private static final class WholeTally extends ColumnTally {
    private long minimum = Long.MAX_VALUE;
    private long maximum = Long.MIN_VALUE;
    private long sum;

    @Override
    void add(FieldVector vector, int rows) {
      boolean complete = countRows(vector, rows);
      switch (vector) {
        case BigIntVector longs -> addLongs(longs, rows, complete);
        case TimeStampVector longs -> addLongs(longs, rows, complete);
        case TimeMicroVector longs -> addLongs(longs, rows, complete);
        case DateDayVector days -> {
          ArrowBuf data = days.getDataBuffer();
          for (int row = 0; row < rows; row++) {
            if (!skips(days, row, complete)) {
              take(data.getInt((long) row * INT_BYTES));
            }
          }
        }
        case BitVector bits -> {
          for (int row = 0; row < rows; row++) {
            if (!skips(bits, row, complete)) {
              take(bits.get(row));
            }
          }
        }
        case BaseVariableWidthVector texts -> {
          ArrowBuf offsets = texts.getOffsetBuffer();
          int start = rows == 0 ? 0 : offsets.getInt(0);
          for (int row = 0; row < rows; row++) {
            int end = offsets.getInt((row + 1L) * INT_BYTES);
            if (!skips(texts, row, complete)) {
              take(end - start);
            }
            start = end;
          }
        }
        default -> throw new IllegalStateException("no figures of " + vector.getField());
      }
    }

    private void addLongs(BaseFixedWidthVector vector, int rows, boolean complete) {
      ArrowBuf data = vector.getDataBuffer();
      for (int row = 0; row < rows; row++) {
        if (!skips(vector, row, complete)) {
          take(data.getLong((long) row * LONG_BYTES));
        }
      }
    }

    private void add(WholeTally next) {
      minimum = Math.min(minimum, next.minimum);
      maximum = Math.max(maximum, next.maximum);
      sum += next.sum;
    }

    private void take(long value) {
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
      sum += value;
    }

    @Override
    ColumnFigures figures() {
      return count == 0
          ? new ColumnFigures.Whole(0, nulls, 0, 0, 0)
          : new ColumnFigures.Whole(count, nulls, minimum, maximum, sum);
    }
  }

  private static final class RealTally extends ColumnTally {
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private double sum;

    /** Four sums beside each other, or every addition would wait for the one before. */
    @Override
    void add(FieldVector vector, int rows) {
      boolean complete = countRows(vector, rows);
      ArrowBuf data = vector.getDataBuffer();
      double first = 0;
      double second = 0;
      double third = 0;
      double fourth = 0;
      int row = 0;
      if (complete) {
        for (; row + 3 < rows; row += 4) {
          long at = (long) row * LONG_BYTES;
          first += take(data.getDouble(at));
          second += take(data.getDouble(at + LONG_BYTES));
          third += take(data.getDouble(at + 2 * LONG_BYTES));
          fourth += take(data.getDouble(at + 3 * LONG_BYTES));
        }
      }
      for (; row < rows; row++) {
        if (!skips(vector, row, complete)) {
          first += take(data.getDouble((long) row * LONG_BYTES));
        }
      }
      sum += (first + second) + (third + fourth);
    }

    /** To the last bit as if it had been one tally, since that too adds up chunk by chunk. */
    private void add(RealTally next) {
      minimum = Math.min(minimum, next.minimum);
      maximum = Math.max(maximum, next.maximum);
      sum += next.sum;
    }

    private double take(double value) {
      if (value < minimum) {
        minimum = value;
      }
      if (value > maximum) {
        maximum = value;
      }
      return value;
    }

    @Override
    ColumnFigures figures() {
      // Adding 0 makes one zero of both, whose order a comparison does not tell.
      return minimum <= maximum
          ? new ColumnFigures.Real(count, nulls, minimum + 0.0, maximum + 0.0, sum)
          : new ColumnFigures.Real(count, nulls, 0, 0, sum);
    }
  }

  /** Nearly all decimals fit 64 bits unscaled, so those take no object each. */
  private static final class DecimalTally extends ColumnTally {
    private final int scale;
    private long smallSum;
    private BigInteger sum = BigInteger.ZERO;
    private long smallMinimum = Long.MAX_VALUE;
    private long smallMaximum = Long.MIN_VALUE;
    private @Nullable BigInteger largeMinimum;
    private @Nullable BigInteger largeMaximum;

    DecimalTally(int scale) {
      this.scale = scale;
    }

    @Override
    void add(FieldVector vector, int rows) {
      boolean complete = countRows(vector, rows);
      DecimalVector decimals = (DecimalVector) vector;
      ArrowBuf data = decimals.getDataBuffer();
      for (int row = 0; row < rows; row++) {
        if (!skips(vector, row, complete)) {
          long low = data.getLong((long) row * DecimalVector.TYPE_WIDTH);
          long high = data.getLong((long) row * DecimalVector.TYPE_WIDTH + LONG_BYTES);
          if (high == low >> 63) {
            take(low);
          } else {
            take(decimals.getObjectNotNull(row).unscaledValue());
          }
        }
      }
    }

    private void add(DecimalTally next) {
      smallMinimum = Math.min(smallMinimum, next.smallMinimum);
      smallMaximum = Math.max(smallMaximum, next.smallMaximum);
      sum = sum.add(next.sum).add(BigInteger.valueOf(next.smallSum));
      if (next.largeMinimum != null && next.largeMaximum != null) {
        largeMinimum = least(largeMinimum, next.largeMinimum);
        largeMaximum = greatest(largeMaximum, next.largeMaximum);
      }
    }

    private static BigInteger least(@Nullable BigInteger one, BigInteger other) {
      return one == null ? other : one.min(other);
    }

    private static BigInteger greatest(@Nullable BigInteger one, BigInteger other) {
      return one == null ? other : one.max(other);
    }

    private void take(long value) {
      smallMinimum = Math.min(smallMinimum, value);
      smallMaximum = Math.max(smallMaximum, value);
      long added = smallSum + value;
      if (((smallSum ^ added) & (value ^ added)) < 0) {
        sum = sum.add(BigInteger.valueOf(smallSum)).add(BigInteger.valueOf(value));
        added = 0;
      }
      smallSum = added;
    }

    private void take(BigInteger value) {
      largeMinimum = least(largeMinimum, value);
      largeMaximum = greatest(largeMaximum, value);
      sum = sum.add(value);
    }

    @Override
    ColumnFigures figures() {
      BigInteger minimum = BigInteger.valueOf(smallMinimum);
      BigInteger maximum = BigInteger.valueOf(smallMaximum);
      boolean onlyLarge = smallMinimum > smallMaximum;
      if (count == 0) {
        minimum = BigInteger.ZERO;
        maximum = BigInteger.ZERO;
      }
      if (largeMinimum != null && largeMaximum != null) {
        minimum = onlyLarge ? largeMinimum : minimum.min(largeMinimum);
        maximum = onlyLarge ? largeMaximum : maximum.max(largeMaximum);
      }
      return new ColumnFigures.Decimal(
          count,
          nulls,
          new BigDecimal(minimum, scale),
          new BigDecimal(maximum, scale),
          new BigDecimal(sum.add(BigInteger.valueOf(smallSum)), scale));
    }
  }
}
