package dev.mcpstack.contract.verification;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.config.ConfigurationException;
import dev.mcpstack.contract.shape.Description;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a verification found, in a form that fits into the termination message of a container. */
public record VerificationResult(
    @Description("What became of it.") VerificationOutcome outcome,
    @Description("Why, in a sentence.") String why,
    @Description("What each check found, in order.") List<VerificationCheck> checks) {
  /** More than this a kubelet doesn't keep. */
  public static final int MAX_BYTES = 4096;

  private static final int NAME = 100;

  /** How many characters a text may have, tried until everything fits. */
  private static final int[] TEXTS = {600, 300, 150, 80};

  private static final int SHORTEST = 40;

  public VerificationResult {
    checks = List.copyOf(checks);
  }

  /**
   * As one line of JSON of at most {@value #MAX_BYTES} bytes. Where there is more to say, texts are
   * cut, those of healthy checks first; then checks are left out, healthy ones first, and counted.
   */
  public String toJson() {
    String json = "";
    for (int text : TEXTS) {
      json = json(checks, text, text);
      if (fits(json)) {
        return json;
      }
      json = json(checks, text, SHORTEST);
      if (fits(json)) {
        return json;
      }
    }
    List<VerificationCheck> kept = new ArrayList<>(checks);
    List<VerificationCheck> dropped = new ArrayList<>();
    while (!fits(json) && !kept.isEmpty()) {
      dropped.add(kept.remove(leastWanted(kept)));
      List<VerificationCheck> shown = new ArrayList<>(kept);
      shown.add(rest(dropped));
      json = json(shown, TEXTS[TEXTS.length - 1], SHORTEST);
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @return empty for every other text, such as the last lines of a log
   */
  public static Optional<VerificationResult> parse(String text) {
    try {
      return Optional.of(ConfigFile.parse("result", text, VerificationResult.class));
    } catch (ConfigurationException _) {
      return Optional.empty();
    }
  }

  /** The last healthy one, or the last of all: the first failure tells most. */
  private static int leastWanted(List<VerificationCheck> kept) {
    for (int index = kept.size() - 1; index >= 0; index--) {
      if (kept.get(index).healthy()) {
        return index;
      }
    }
    return kept.size() - 1;
  }

  private static VerificationCheck rest(List<VerificationCheck> dropped) {
    long bad = dropped.stream().filter(check -> !check.healthy()).count();
    return new VerificationCheck(
        "more", bad == 0, dropped.size() + " more, " + bad + " not healthy");
  }

  private String json(List<VerificationCheck> shown, int longest, int longestHealthy) {
    StringBuilder json = new StringBuilder("{\"outcome\":");
    JsonText.append(json, outcome.name().toLowerCase(Locale.ROOT), NAME);
    json.append(",\"why\":");
    JsonText.append(json, why, longest);
    json.append(",\"checks\":[");
    String comma = "";
    for (VerificationCheck check : shown) {
      json.append(comma).append("{\"name\":");
      JsonText.append(json, check.name(), Math.min(NAME, longest));
      json.append(",\"healthy\":").append(check.healthy()).append(",\"text\":");
      JsonText.append(json, check.text(), check.healthy() ? longestHealthy : longest);
      json.append('}');
      comma = ",";
    }
    return json.append("]}").toString();
  }

  private static boolean fits(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }
}
