package dev.mcpstack.gateway.error;

import static dev.mcpstack.contract.error.ErrorCategory.EXTERNAL;
import static dev.mcpstack.contract.error.ErrorCategory.INTERNAL;
import static dev.mcpstack.contract.error.ErrorCategory.UNAVAILABLE;

import dev.mcpstack.contract.error.ErrorCategory;
import dev.mcpstack.contract.error.ErrorCode;

/** What can go wrong between the gateway and a server behind it. The source names the server. */
public enum GatewayError implements ErrorCode {
  /** It can't be reached, or went away. */
  SERVER_UNAVAILABLE(4001, UNAVAILABLE, true, "Wait a few seconds and call again."),
  /** It doesn't let the gateway in, or speaks another version of the protocol. */
  SERVER_REFUSED(
      4002, INTERNAL, false, "Tell the owner of the stack: a server and the gateway don't fit."),
  /** It answered with an error of its own. */
  SERVER_FAILED(
      4003, EXTERNAL, true, "Call again. If it fails again, tell the owner of the stack."),
  /** It took longer than the gateway waits. */
  SERVER_TIMEOUT(4004, UNAVAILABLE, true, "Call again, and ask for less at once.");

  private final int number;
  private final ErrorCategory category;
  private final boolean retryable;
  private final String remedy;

  GatewayError(int number, ErrorCategory category, boolean retryable, String remedy) {
    this.number = number;
    this.category = category;
    this.retryable = retryable;
    this.remedy = remedy;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
