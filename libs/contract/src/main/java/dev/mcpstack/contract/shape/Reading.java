package dev.mcpstack.contract.shape;

import org.jspecify.annotations.Nullable;

/** One binding of one tree: how to read it, and what was wrong so far. */
final class Reading {
  /** Stands for a value that could not be read, after its problems were added. */
  static final Object FAILED = new Object();

  final Problems problems = new Problems();
  final Coercion coercion;

  Reading(Coercion coercion) {
    this.coercion = coercion;
  }

  /** Whether a read value stands for a failure. */
  static boolean failed(@Nullable Object value) {
    return FAILED.equals(value);
  }

  boolean fromText() {
    return coercion == Coercion.FROM_TEXT;
  }

  /** Adds that the value found at a place is not the expected one. */
  Object fail(Place at, @Nullable Object found, String expected) {
    boolean hide = at.secret() && found != null;
    problems.add(at.path(), hide ? Excerpt.MASK : Excerpt.of(found), expected);
    return FAILED;
  }
}
