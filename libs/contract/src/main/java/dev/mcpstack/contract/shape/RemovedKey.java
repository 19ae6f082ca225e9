package dev.mcpstack.contract.shape;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A key that older files may still hold. It is refused, and the replacement is named. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(RemovedKey.List.class)
public @interface RemovedKey {
  /** The key as it was written. */
  String name();

  /** What to write in its place, as it follows "expected". */
  String replacement();

  /** Holds several of them. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface List {
    /** The keys. */
    RemovedKey[] value();
  }
}
