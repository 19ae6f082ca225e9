package dev.mcpstack.operator.pki;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Texts in the data of a Secret. */
public final class SecretData {
  private static final byte[] NOTHING = {};

  private SecretData() {}

  /** The text of a key, empty when there is none. */
  public static String text(Map<String, byte[]> data, String key) {
    return new String(data.getOrDefault(key, NOTHING), StandardCharsets.UTF_8);
  }

  /** As it is stored. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
