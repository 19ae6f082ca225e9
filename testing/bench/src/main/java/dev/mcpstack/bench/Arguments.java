package dev.mcpstack.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Arguments such as {@code rounds=5}, each taken once. */
public final class Arguments {
  private final Map<String, String> given = new TreeMap<>();

  /** Of a program. */
  public Arguments(String[] arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      given.put(
          equals < 0 ? argument : argument.substring(0, equals), argument.substring(equals + 1));
    }
  }

  /** A whole number. */
  public int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  /** Whole numbers with commas between them. */
  public List<Integer> numbers(String name, String otherwise) {
    return Arrays.stream(text(name, otherwise).split(",", -1)).map(Integer::valueOf).toList();
  }

  /** A text. */
  public String text(String name, String otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }

  /**
   * Ends the taking.
   *
   * @param known what there is, with its defaults
   * @throws IllegalArgumentException when something was given that nobody took
   */
  public void end(String known) {
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + given.keySet() + "; known: " + known);
    }
  }
}
