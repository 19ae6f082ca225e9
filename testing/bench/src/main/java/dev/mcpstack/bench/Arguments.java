package dev.mcpstack.bench;

import java.util.Map;
import java.util.TreeMap;

/** Arguments such as {@code rounds=5}, each taken once. */
final class Arguments {
  private final Map<String, String> given = new TreeMap<>();

  Arguments(String[] arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      given.put(
          equals < 0 ? argument : argument.substring(0, equals), argument.substring(equals + 1));
    }
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  String text(String name, String otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }

  /**
   * Ends the taking.
   *
   * @param known what there is, with its defaults
   * @throws IllegalArgumentException when something was given that nobody took
   */
  void end(String known) {
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + given.keySet() + "; known: " + known);
    }
  }
}
