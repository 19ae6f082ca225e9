package dev.mcpstack.operator.observe;

import java.util.Optional;

/**
 * What is to be said of a stack.
 *
 * @param reason why
 * @param detail what in particular; empty if the reason says all
 */
public record Finding(Reason reason, String detail) {
  /** One that needs no detail. */
  public static Finding of(Reason reason) {
    return new Finding(reason, "");
  }

  /** For people: what, and what to do. */
  public String message() {
    StringBuilder message = new StringBuilder(reason.sentence());
    Optional.of(detail)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> message.append(' ').append(text));
    if (!reason.remedy().isEmpty()) {
      message.append(' ').append(reason.remedy());
    }
    return message.toString();
  }
}
