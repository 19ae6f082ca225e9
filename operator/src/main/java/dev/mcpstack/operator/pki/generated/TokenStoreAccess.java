package dev.mcpstack.operator.pki.generated;

import dev.mcpstack.contract.serving.ServingRecord;
import dev.mcpstack.operator.pki.SecretData;
import dev.mcpstack.operator.pki.SecretText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Who may use the token store that is run for a stack: a user for the servers, who may do what they
 * do and nothing else, and one for the operator, who may have the running server read its
 * certificate anew and says which revision serves, and sees nothing.
 *
 * @param stack whose keys the servers' user may touch
 * @param password of the servers' user
 * @param operatorPassword of the operator's user, which no pod is given
 */
public record TokenStoreAccess(String stack, SecretText password, SecretText operatorPassword) {
  /** The servers' user. */
  public static final String USER = "mcpstack";

  /** The operator's user. */
  public static final String OPERATOR = "operator";

  /** Key of the user's name in the data of the Secret: with the password, for the servers. */
  public static final String USER_KEY = "username";

  /** Key of the password in the data of the Secret. */
  public static final String PASSWORD_KEY = "password";

  /** Key of the password of {@link #OPERATOR} in the data of the Secret. */
  public static final String OPERATOR_PASSWORD_KEY = "operator-password";

  /** Key of the ACL file in the data of the Secret: for the store, which sees no password. */
  public static final String ACL_KEY = "users.acl";

  /** The commands of the contract's store. {@code client setinfo} is left out: 7.0 knows none. */
  static final String RIGHTS =
      "+eval +evalsha +hgetall +hget +hset +hdel +exists +pexpire +pttl +time +hello"
          + " +client|setname +ping";

  /** Two commands, the second for one key. Which settings it may set can't be said in an ACL. */
  static final String OPERATOR_RIGHTS = "+config|set +hset";

  private static final Pattern USABLE = Pattern.compile("[!-~]{16,512}");

  /**
   * The stored passwords, or new ones where there are none of use. The rest follows from it, so
   * what differs from {@link #toData} is to be written, and the store started anew with it.
   *
   * @param stored the data of the Secret, empty when there is none
   */
  public static TokenStoreAccess of(
      Map<String, byte[]> stored, String stack, RandomGenerator random) {
    return new TokenStoreAccess(
        stack,
        password(stored, PASSWORD_KEY, random),
        password(stored, OPERATOR_PASSWORD_KEY, random));
  }

  private static SecretText password(
      Map<String, byte[]> stored, String key, RandomGenerator random) {
    String password = SecretData.text(stored, key).strip();
    return USABLE.matcher(password).matches() ? SecretText.of(password) : RandomText.of(random);
  }

  /** For the data of the Secret. */
  public Map<String, byte[]> toData() {
    return Map.of(
        USER_KEY, SecretData.bytes(USER),
        PASSWORD_KEY, SecretData.bytes(password.reveal()),
        OPERATOR_PASSWORD_KEY, SecretData.bytes(operatorPassword.reveal()),
        ACL_KEY, SecretData.bytes(acl()));
  }

  /** The ACL file, with the digests of the passwords in place of them. */
  public String acl() {
    return """
    user default off resetpass resetkeys resetchannels -@all
    user %s on #%s resetkeys ~mcpstack:%s:* resetchannels -@all %s
    user %s on #%s resetkeys ~%s resetchannels -@all %s
    """
        .formatted(
            USER,
            digest(password),
            stack,
            RIGHTS,
            OPERATOR,
            digest(operatorPassword),
            ServingRecord.key(stack),
            OPERATOR_RIGHTS);
  }

  private static String digest(SecretText password) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(SecretData.bytes(password.reveal())));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
