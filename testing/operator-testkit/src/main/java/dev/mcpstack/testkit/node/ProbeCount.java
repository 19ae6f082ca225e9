package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the results of a probe come to. Pure.
 *
 * @param successThreshold how many in a row count as good
 * @param failureThreshold how many in a row count as bad
 * @param good successes in a row
 * @param bad failures in a row
 * @param verdict what it has come to so far
 */
record ProbeCount(int successThreshold, int failureThreshold, int good, int bad, Verdict verdict) {

  /** Good, bad, or as it was before. */
  enum Verdict {
    UNKNOWN,
    SUCCESS,
    FAILURE
  }

  static ProbeCount of(JsonNode probe) {
    return new ProbeCount(
        probe.path("successThreshold").asInt(),
        probe.path("failureThreshold").asInt(),
        0,
        0,
        Verdict.UNKNOWN);
  }

  ProbeCount after(boolean success) {
    int goods = success ? good + 1 : 0;
    int bads = success ? 0 : bad + 1;
    Verdict next =
        goods >= successThreshold
            ? Verdict.SUCCESS
            : bads >= failureThreshold ? Verdict.FAILURE : verdict;
    return new ProbeCount(successThreshold, failureThreshold, goods, bads, next);
  }
}
