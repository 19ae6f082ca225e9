package dev.mcpstack.operator.model;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ports that a JDBC URL leads to. */
final class SourcePorts {
  private static final int POSTGRESQL = 5432;
  private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*).*");
  private static final Pattern PORT = Pattern.compile(".*:([0-9]{1,5})");

  private SourcePorts() {}

  /** Those of every host that it names; the database's own where it names none. */
  static Set<Integer> of(String url) {
    Set<Integer> ports = new TreeSet<>();
    Matcher hosts = HOSTS.matcher(url);
    String named = hosts.matches() ? hosts.group(1) : "";
    for (String host : named.split(",", -1)) {
      Matcher port = PORT.matcher(host);
      // The colons of an address in brackets are none of a port's.
      boolean given = port.matches() && !host.endsWith("]");
      ports.add(given ? Integer.parseInt(port.group(1)) : POSTGRESQL);
    }
    return ports;
  }
}
