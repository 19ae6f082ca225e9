package dev.mcpstack.contract.shape;

/** Inclusive bounds of a number, infinite where there is none. */
record NumberRange(double min, double max) {
  static final NumberRange ALL =
      new NumberRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
}
