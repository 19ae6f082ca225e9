package dev.mcpstack.operator.model;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Secrets that the operator makes. */
public final class SecretManifest {
  private SecretManifest() {}

  /** One of these values, which show in no text of it but its tree. */
  public static Manifest of(
      StackInput input, String name, String type, Map<String, byte[]> values) {
    Map<String, String> data = new TreeMap<>();
    values.forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
    return Manifest.of("v1", "Secret", input.shared(name), Tree.of("type", type, "data", data));
  }
}
