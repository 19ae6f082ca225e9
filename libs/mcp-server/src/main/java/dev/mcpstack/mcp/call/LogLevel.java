package dev.mcpstack.mcp.call;

import java.util.Locale;
import java.util.Optional;

/** How grave a log message is, as syslog has it, least first. */
public enum LogLevel {
  /** For developers. */
  DEBUG,
  /** The usual course. */
  INFO,
  /** Usual, but worth a look. */
  NOTICE,
  /** May become an error. */
  WARNING,
  /** Something failed. */
  ERROR,
  /** A part doesn't work. */
  CRITICAL,
  /** Somebody must act now. */
  ALERT,
  /** Nothing works. */
  EMERGENCY;

  /** As the protocol writes it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level of a protocol name. */
  public static Optional<LogLevel> of(String wireName) {
    for (LogLevel level : values()) {
      if (level.wireName().equals(wireName)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
