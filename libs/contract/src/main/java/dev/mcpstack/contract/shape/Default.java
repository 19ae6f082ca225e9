package dev.mcpstack.contract.shape;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of an absent key, written as in a configuration file: {@code 15s}, {@code 64MiB},
 * {@code true}. A list is {@code []} or words parted by commas; a map or nested record is <code>{}
 * </code>.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** The literal, read by the type of the component when the shape is made. */
  String value();
}
