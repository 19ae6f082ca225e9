package dev.mcpstack.operator.pki.generated;

import dev.mcpstack.operator.pki.SecretData;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The bearer key with which cells are checked. Nobody but the gateways and the check has it. */
public final class DoctorKey {
  private DoctorKey() {}

  /**
   * What to add to its Secret: a key if there is none, else nothing.
   *
   * @param stored the data of the Secret, empty when there is none
   * @param caller whom the gateways take it for
   */
  public static Map<String, byte[]> missing(
      Map<String, byte[]> stored, String caller, RandomGenerator random) {
    return stored.containsKey(caller)
        ? Map.of()
        : Map.of(caller, SecretData.bytes(RandomText.of(random).reveal() + "\n"));
  }
}
