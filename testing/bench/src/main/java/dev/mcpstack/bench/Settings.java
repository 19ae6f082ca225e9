package dev.mcpstack.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * How much is measured.
 *
 * @param seconds of each case in each round
 * @param warmup seconds of each case before the first round
 * @param cases the letters of those that take part
 */
record Settings(int rounds, int seconds, int warmup, int clients, String cases) {
  private static final Settings DEFAULTS = new Settings(5, 5, 30, 16, "abcdef");

  /**
   * Of arguments such as {@code rounds=5}.
   *
   * @throws IllegalArgumentException that tells which there are
   */
  static Settings of(String[] arguments) {
    Map<String, String> given = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      given.put(
          equals < 0 ? argument : argument.substring(0, equals), argument.substring(equals + 1));
    }
    Settings settings =
        new Settings(
            number(given, "rounds", DEFAULTS.rounds),
            number(given, "seconds", DEFAULTS.seconds),
            number(given, "warmup", DEFAULTS.warmup),
            number(given, "clients", DEFAULTS.clients),
            taken(given, "cases", DEFAULTS.cases));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown: "
              + given.keySet()
              + "; known: rounds=5 seconds=5 warmup=30 clients=16 cases=abcdef");
    }
    return settings;
  }

  boolean has(char letter) {
    return cases.indexOf(letter) >= 0;
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    return Integer.parseInt(taken(given, name, Integer.toString(otherwise)));
  }

  private static String taken(Map<String, String> given, String name, String otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }
}
