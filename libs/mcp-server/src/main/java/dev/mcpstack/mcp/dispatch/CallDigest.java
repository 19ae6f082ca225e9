package dev.mcpstack.mcp.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A digest of a call, so that equal work can be recognised without keeping what was asked. */
public final class CallDigest {
  private CallDigest() {}

  /** SHA-256 over the tool and its arguments in key order, hexadecimal. */
  public static String of(String tool, Map<String, Object> arguments) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(tool.getBytes(StandardCharsets.UTF_8));
      digest.update(new TreeMap<>(arguments).toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
