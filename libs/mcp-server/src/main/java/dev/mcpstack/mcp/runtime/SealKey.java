package dev.mcpstack.mcp.runtime;

import dev.mcpstack.contract.server.TokenStoreConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that a server seals with what clients bring back: sessions of older eras, the state of a
 * call of several rounds. All processes of a role have the same one, so that any of them takes what
 * another has sealed; it is derived from the password of the token store, which they share and
 * nobody else has. It proves nothing about who calls.
 */
public final class SealKey {
  private static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "mcpstack seal 1";

  private SealKey() {}

  /**
   * That of a role; one of this process alone where there is no password to derive it from.
   *
   * @throws StartFailure when the password can't be read
   */
  public static byte[] of(Optional<TokenStoreConfig> store, String role) {
    Optional<Path> password =
        store.flatMap(config ->
            switch (config) {
              case TokenStoreConfig.Redis redis ->
                  redis.credentialsFolder().map(folder -> folder.resolve("password"));
            });
    if (password.isEmpty()) {
      byte[] key = new byte[BYTES];
      new SecureRandom().nextBytes(key);
      return key;
    }
    try {
      return derived(Files.readString(password.get()).strip(), role);
    } catch (IOException e) {
      throw new StartFailure(
          "the password of the token store can't be read: is " + password.get() + " there?", e);
    }
  }

  private static byte[] derived(String password, String role) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal((PURPOSE + " " + role).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new StartFailure("the password of the token store is empty or can't be used", e);
    }
  }
}
