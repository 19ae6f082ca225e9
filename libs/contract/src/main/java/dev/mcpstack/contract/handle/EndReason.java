package dev.mcpstack.contract.handle;

import java.util.Arrays;

/** How a handle ended. */
public enum EndReason {
  /** Its time to live was over. */
  EXPIRED("expired"),
  /** Its owner, or a call of its principal, released it. */
  RELEASED("was released"),
  /** Nobody read it, and its owner needed the room. */
  EVICTED("made way for other results, since nobody read it,"),
  /** The server that held it was lost, and it could not be made again as it was. */
  LOST(
      "was lost with the server that held it, and what was made again could not be shown to be the"
          + " same rows,");

  private final String verb;

  EndReason(String verb) {
    this.verb = verb;
  }

  /** The reason of a name; one that only a later release knows is a release by somebody. */
  public static EndReason named(String name) {
    return Arrays.stream(values())
        .filter(reason -> reason.name().equals(name))
        .findFirst()
        .orElse(RELEASED);
  }

  /** For a sentence that starts with the handle's kind. */
  public String verb() {
    return verb;
  }
}
