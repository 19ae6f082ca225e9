package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How an object is to be deleted.
 *
 * @param policy Background, Foreground or Orphan
 * @param uid the object must have it, unless empty
 * @param resourceVersion the object must be at it, unless empty
 */
public record Deletion(String policy, String uid, String resourceVersion, boolean dryRun) {
  public static final Deletion BACKGROUND = new Deletion("Background", "", "", false);

  /** Reads {@code DeleteOptions}. */
  public static Deletion parse(JsonNode options, boolean dryRun) {
    return new Deletion(
        Json.at(options, "propagationPolicy").asText("Background"),
        Json.text(options, "preconditions", "uid"),
        Json.text(options, "preconditions", "resourceVersion"),
        dryRun || !Json.texts(options.path("dryRun")).isEmpty());
  }
}
