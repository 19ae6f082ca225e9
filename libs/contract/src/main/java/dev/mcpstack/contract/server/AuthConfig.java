package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import java.nio.file.Path;

/** Who may call. */
public record AuthConfig(
    @Description(
            "Whether a key is asked for. Without keys the endpoint is served on loopback only.")
        @Default("true")
        boolean required,
    @Description("Folder of bearer keys: one file a caller, named as the caller is.")
        @Default("/etc/mcpstack/keys")
        Path keysFolder) {
  /** Where the keys are when nobody says so. */
  public static final Path KEYS_FOLDER = Path.of("/etc/mcpstack/keys");
}
