package dev.mcpstack.contract.serving;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How the serving revision is written in a token store: a hash of one field, because the users that
 * the servers of a stack have there may read and write hashes, and so need no right beside.
 */
public final class ServingRecord {
  /** The field with the number of the revision. */
  public static final String FIELD = "revision";

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private ServingRecord() {}

  /** The key of a stack. */
  public static String key(String stack) {
    return "mcpstack:" + stack + ":serving";
  }

  /** The revision that a value of the field names; empty if it names none. */
  public static OptionalInt revision(String value) {
    return NUMBER.matcher(value).matches()
        ? OptionalInt.of(Integer.parseInt(value))
        : OptionalInt.empty();
  }
}
