package dev.mcpstack.contract.rows;

import java.util.Locale;

/** What a column holds. Every type also has null. */
public enum ColumnType {
  /** True or false. */
  BOOLEAN,
  /** A whole number of 64 bits. */
  INTEGER,
  /** A floating point number of 64 bits. */
  FLOAT,
  /** An exact decimal. */
  DECIMAL,
  /** Text. */
  TEXT,
  /** A calendar date. */
  DATE,
  /** A time of day, to the microsecond. */
  TIME,
  /** A date and time of day without zone, to the microsecond. */
  TIMESTAMP,
  /** An instant, to the microsecond. */
  TIMESTAMP_ZONED,
  /** Bytes. */
  BINARY;

  /** Whether a statistic can be computed over it. */
  public boolean isNumeric() {
    return this == INTEGER || this == FLOAT || this == DECIMAL;
  }

  /** The name in answers, such as {@code integer}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
