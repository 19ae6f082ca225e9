package dev.mcpstack.faults;

import dev.mcpstack.contract.rows.RowBatch;

/**
 * Rows by their number and a sum over a hash of each. What has both of them right holds each row
 * once, in whatever order.
 *
 * @param count how many
 * @param hash sum of the hashes
 */
record Rows(long count, long hash) {
  static final Rows NONE = new Rows(0, 0);

  /** More than sockets, windows and a reader's stock hold together: it can be read in part. */
  static final long MANY = 40_000;

  private static final int TEXT_LENGTH = 1_000;

  /** A query of so many rows of about a kilobyte. */
  static String sql(long from, long rows) {
    return "SELECT r.range AS x, r.range * 3 AS y, lpad(CAST(r.range AS VARCHAR), "
        + TEXT_LENGTH
        + ", '0') AS t FROM range("
        + from
        + ", "
        + (from + rows)
        + ") r";
  }

  /** What that query's rows come to. */
  static Rows expected(long from, long rows) {
    long hash = 0;
    for (long x = from; x < from + rows; x++) {
      hash += hash(x, x * 3, x);
    }
    return new Rows(rows, hash);
  }

  /** The sum of the first column of that query. */
  static double sumOfX(long from, long rows) {
    return rows * (2.0 * from + rows - 1) / 2;
  }

  /** These and those of a batch. */
  Rows plus(RowBatch batch) {
    long sum = hash;
    for (int row = 0; row < batch.rows(); row++) {
      String text = String.valueOf(batch.value(2, row));
      if (text.length() != TEXT_LENGTH) {
        throw new AssertionError("a text of " + text.length() + " characters");
      }
      sum += hash(whole(batch, 0, row), whole(batch, 1, row), Long.parseLong(text));
    }
    return new Rows(count + batch.rows(), sum);
  }

  private static long whole(RowBatch batch, int column, int row) {
    // Far below 2^53, where a double is the same number.
    return (long) batch.number(column, row);
  }

  private static long hash(long x, long y, long text) {
    return mixed(x) + mixed(mixed(y) + text);
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 31)) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 29)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
