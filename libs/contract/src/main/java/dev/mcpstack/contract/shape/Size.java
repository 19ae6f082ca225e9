package dev.mcpstack.contract.shape;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds, both inclusive, of the code points of a text, the items of a list, or the entries of a
 * map.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface Size {
  /** The fewest allowed. */
  int min() default 0;

  /** The most allowed. */
  int max() default Integer.MAX_VALUE;
}
