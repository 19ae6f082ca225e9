package dev.mcpstack.contract.shape;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A regular expression that the whole text must match. It needs {@link Size} with a {@code max}
 * beside it, so that no text can keep the matcher busy, and uses neither look-around nor
 * back-references.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface Pattern {
  /** The expression, matched against the whole text. */
  String regexp();

  /** What the text must be, as it follows "expected": {@code lower-case letters and digits}. */
  String message();
}
