package dev.mcpstack.contract.shape;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an API server checks of a record, in the Common Expression Language, before it takes it. The
 * same is checked in Java for stacks that never see an API server.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Rule.All.class)
public @interface Rule {
  /** True for what is right; {@code self} is the record. All that it reads is bounded. */
  String value();

  /** What is wrong and what to write instead, as a sentence without a full stop. */
  String message();

  /** The rules of one record. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface All {
    /** Each. */
    Rule[] value();
  }
}
