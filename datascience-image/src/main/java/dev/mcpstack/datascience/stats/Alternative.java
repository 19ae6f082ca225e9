package dev.mcpstack.datascience.stats;

/** The side on which a test looks for a departure from its null hypothesis. */
public enum Alternative {
  /** The true value differs from the hypothesised one. */
  TWO_SIDED,
  /** The true value is smaller than the hypothesised one. */
  LESS,
  /** The true value is greater than the hypothesised one. */
  GREATER
}
