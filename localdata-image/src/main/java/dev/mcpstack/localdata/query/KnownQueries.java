package dev.mcpstack.localdata.query;

import dev.mcpstack.localdata.gate.Admitted;
import dev.mcpstack.localdata.gate.Dialect;
import dev.mcpstack.localdata.gate.GateVerdict;
import dev.mcpstack.localdata.gate.SqlPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the queries that the policy has lately admitted, so that one that is asked again is not
 * parsed again. The policy says of equal texts always the same. Thread-safe.
 */
final class KnownQueries {
  private static final int MAX_QUERIES = 128;

  private final SqlPolicy policy;
  private final Map<Query, Admitted> admitted =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Query, Admitted> eldest) {
          return size() > MAX_QUERIES;
        }
      };

  private record Query(Dialect dialect, String sql) {}

  KnownQueries(SqlPolicy policy) {
    this.policy = policy;
  }

  /** The policy's verdict. */
  GateVerdict check(Dialect dialect, String sql) {
    Query query = new Query(dialect, sql);
    synchronized (admitted) {
      Admitted known = admitted.get(query);
      if (known != null) {
        return known;
      }
    }
    GateVerdict verdict = policy.check(dialect, sql);
    if (verdict instanceof Admitted fresh) {
      synchronized (admitted) {
        admitted.put(query, fresh);
      }
    }
    return verdict;
  }
}
