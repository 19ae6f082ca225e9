package dev.mcpstack.mcp.stdio;

/**
 * The bounds of a pipe.
 *
 * @param maxRequestBytes largest message that is read
 * @param maxAnswerBytes largest answer that is written
 * @param maxInFlight requests in work at once; more are refused
 */
public record StdioLimits(int maxRequestBytes, int maxAnswerBytes, int maxInFlight) {
  /** As many requests as one client can sensibly have under way. */
  public static final int MAX_IN_FLIGHT = 500;
}
