package dev.mcpstack.standalone.bridge;

import java.util.Optional;

/** Takes a stream of server-sent events apart, line by line. */
final class EventStream {
  /** Longer is no message of a server that means well. */
  private static final int LONGEST = 64 << 20;

  private final StringBuilder data = new StringBuilder();
  private Optional<String> lastId = Optional.empty();

  /**
   * Takes a line without its end.
   *
   * @return the data of the event that it ends
   * @throws IllegalStateException when an event is too long
   */
  Optional<String> line(String line) {
    if (line.isEmpty()) {
      String event = data.toString();
      data.setLength(0);
      return event.isBlank() ? Optional.empty() : Optional.of(event);
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (field) {
      case "data" -> {
        if (data.length() + value.length() > LONGEST) {
          throw new IllegalStateException("an event is longer than " + LONGEST + " letters");
        }
        data.append(value).append('\n');
      }
      case "id" -> lastId = Optional.of(value);
      default -> {} // A comment, the event's name, or what later versions add.
    }
    return Optional.empty();
  }

  /** What a server is told to go on after. */
  Optional<String> lastId() {
    return lastId;
  }
}
