package dev.mcpstack.mcp.http;

import java.util.regex.Pattern;

/** What the name of a protocol version tells of its era. */
public final class ProtocolVersions {
  /** The first version without sessions. */
  public static final String FIRST_MODERN = "2026-07-28";

  /** The header that names the version. */
  public static final String HEADER = "MCP-Protocol-Version";

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private ProtocolVersions() {}

  /**
   * Whether a version is of the era that begins with a handshake: a date before {@value
   * #FIRST_MODERN}. Anything else is a version that a server of the newer era must refuse, or
   * speak.
   */
  public static boolean isLegacy(String version) {
    return DATE.matcher(version).matches() && version.compareTo(FIRST_MODERN) < 0;
  }
}
