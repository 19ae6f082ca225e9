package dev.mcpstack.operator.pki.generated;

import dev.mcpstack.operator.pki.SecretData;
import dev.mcpstack.operator.pki.SecretText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Who may use the token store that is run for a stack: one user, who may do what the servers do and
 * nothing else. Nobody can configure the running server.
 *
 * @param stack whose keys the user may touch
 * @param password of the user
 */
public record TokenStoreAccess(String stack, SecretText password) {
  /** The user. */
  public static final String USER = "mcpstack";

  /** Key of the user's name in the data of the Secret: with the password, for the servers. */
  public static final String USER_KEY = "username";

  /** Key of the password in the data of the Secret. */
  public static final String PASSWORD_KEY = "password";

  /** Key of the ACL file in the data of the Secret: for the store, which sees no password. */
  public static final String ACL_KEY = "users.acl";

  /** The commands of the contract's store. {@code client setinfo} is left out: 7.0 knows none. */
  static final String RIGHTS =
      "+eval +evalsha +hgetall +hget +hset +hdel +exists +pexpire +pttl +time +hello"
          + " +client|setname +ping";

  private static final Pattern USABLE = Pattern.compile("[!-~]{16,512}");

  /**
   * The stored password, or a new one where there is none of use. The rest follows from it, so what
   * differs from {@link #toData} is to be written, and the store started anew with it.
   *
   * @param stored the data of the Secret, empty when there is none
   */
  public static TokenStoreAccess of(
      Map<String, byte[]> stored, String stack, RandomGenerator random) {
    String password = SecretData.text(stored, PASSWORD_KEY).strip();
    return new TokenStoreAccess(
        stack,
        USABLE.matcher(password).matches() ? SecretText.of(password) : RandomText.of(random));
  }

  /** For the data of the Secret. */
  public Map<String, byte[]> toData() {
    return Map.of(
        USER_KEY, SecretData.bytes(USER),
        PASSWORD_KEY, SecretData.bytes(password.reveal()),
        ACL_KEY, SecretData.bytes(acl()));
  }

  /** The ACL file, with the digest of the password in place of it. */
  public String acl() {
    return """
    user default off resetpass resetkeys resetchannels -@all
    user %s on #%s resetkeys ~mcpstack:%s:* resetchannels -@all %s
    """
        .formatted(USER, digest(), stack, RIGHTS);
  }

  private String digest() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(SecretData.bytes(password.reveal())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
