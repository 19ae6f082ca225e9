package dev.mcpstack.operator.pki.generated;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.operator.pki.SecretData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Bearer keys of agents, as the gateway reads them: one entry a caller, named as the caller is,
 * with one line. The Secret is its owner's as soon as it is made: keys are added, replaced and
 * removed there.
 */
public final class GatewayKeys {
  /** Whom the first key is for. */
  public static final String FIRST_CALLER = "default";

  private static final int LEAST_CHARACTERS = 16;
  private static final int MOST_BYTES = 4_096;

  private GatewayKeys() {}

  /**
   * What to add to the Secret: a key when it holds none, else nothing.
   *
   * @param stored the data of the Secret, empty when there is none
   */
  public static Map<String, byte[]> missing(Map<String, byte[]> stored, RandomGenerator random) {
    return stored.keySet().stream().anyMatch(GatewayKeys::isRead)
        ? Map.of()
        : Map.of(FIRST_CALLER, SecretData.bytes(RandomText.of(random).reveal() + "\n"));
  }

  /**
   * What the gateway would refuse, and with it every key beside: a sentence each, which names the
   * caller and never shows a key.
   */
  public static List<String> problems(Map<String, byte[]> stored) {
    List<String> problems = new ArrayList<>();
    new TreeMap<>(stored)
        .forEach((caller, bytes) -> {
          if (!isRead(caller)) {
            return;
          }
          if (!isName(caller)) {
            problems.add(
                "The name '" + caller + "' is too long for a caller: use 100 characters or fewer.");
          } else if (bytes.length > MOST_BYTES) {
            problems.add(
                "The key of '"
                    + caller
                    + "' is larger than "
                    + MOST_BYTES
                    + " bytes: use a shorter one.");
          } else if (SecretData.text(stored, caller).strip().length() < LEAST_CHARACTERS) {
            problems.add(
                "The key of '"
                    + caller
                    + "' is shorter than "
                    + LEAST_CHARACTERS
                    + " characters: use a longer one.");
          }
        });
    return problems;
  }

  private static boolean isRead(String caller) {
    return !caller.startsWith(".");
  }

  private static boolean isName(String caller) {
    try {
      return !Principal.withAllScopes(caller).name().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
