package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/**
 * How an object is to be deleted.
 *
 * @param policy Background, Foreground or Orphan
 * @param uid the object must have it, unless empty
 * @param resourceVersion the object must be at it, unless empty
 * @param graceSeconds how long it may take to end, for what ends gracefully; as it says itself,
 *     unless given
 */
public record Deletion(
    String policy, String uid, String resourceVersion, boolean dryRun, OptionalInt graceSeconds) {
  public static final Deletion BACKGROUND = of("Background");

  /** Without conditions, with the grace that the object says. */
  public static Deletion of(String policy) {
    return new Deletion(policy, "", "", false, OptionalInt.empty());
  }

  /** At once: what ends gracefully has ended, or is given up. */
  public static Deletion now(String uid) {
    return new Deletion("Background", uid, "", false, OptionalInt.of(0));
  }

  /** Reads {@code DeleteOptions}. */
  public static Deletion parse(JsonNode options, boolean dryRun) {
    return new Deletion(
        Json.at(options, "propagationPolicy").asText("Background"),
        Json.text(options, "preconditions", "uid"),
        Json.text(options, "preconditions", "resourceVersion"),
        dryRun || !Json.texts(options.path("dryRun")).isEmpty(),
        options.path("gracePeriodSeconds").isIntegralNumber()
            ? OptionalInt.of(options.path("gracePeriodSeconds").asInt())
            : OptionalInt.empty());
  }
}
