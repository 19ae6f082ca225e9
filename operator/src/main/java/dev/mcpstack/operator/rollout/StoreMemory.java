package dev.mcpstack.operator.rollout;

import dev.mcpstack.operator.observe.StoreShows;
import dev.mcpstack.operator.pki.SecretData;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the certificates of a stack's own token store. It lies in the Secret of its
 * users, so that an operator that starts has nobody to ask. Certificates are named by a digest.
 *
 * @param startedWith the one that its pods read when they were last started for it; goes into the
 *     template, so another one starts them anew
 * @param because why they were started for it; empty if it was not for its sake
 * @param shown the last one that it is known to show
 */
public record StoreMemory(
    Optional<String> startedWith, Optional<StoreShows> because, Optional<String> shown) {
  private static final String STARTED_WITH = "certificate-started-with";
  private static final String BECAUSE = "certificate-started-because";
  private static final String SHOWN = "certificate-shown";

  /** What the data of the Secret says. */
  public static StoreMemory ofData(Map<String, byte[]> data) {
    String because = SecretData.text(data, BECAUSE);
    return new StoreMemory(
        text(data, STARTED_WITH),
        Arrays.stream(StoreShows.values()).filter(each -> each.name().equals(because)).findFirst(),
        text(data, SHOWN));
  }

  private static Optional<String> text(Map<String, byte[]> data, String key) {
    return Optional.of(SecretData.text(data, key)).filter(text -> !text.isEmpty());
  }

  /** For the data of the Secret. */
  public Map<String, byte[]> toData() {
    return Map.of(
        STARTED_WITH, SecretData.bytes(startedWith.orElse("")),
        BECAUSE, SecretData.bytes(because.map(StoreShows::name).orElse("")),
        SHOWN, SecretData.bytes(shown.orElse("")));
  }

  /** Of pods that start anyway. */
  public StoreMemory started(String certificate) {
    return new StoreMemory(Optional.of(certificate), Optional.empty(), shown);
  }

  /** Of pods that are started for a certificate's sake. */
  public StoreMemory restarted(String certificate, StoreShows why) {
    return new StoreMemory(Optional.of(certificate), Optional.of(why), shown);
  }

  /** Of one that shows it. */
  public StoreMemory seen(String certificate) {
    return new StoreMemory(startedWith, Optional.empty(), Optional.of(certificate));
  }
}
