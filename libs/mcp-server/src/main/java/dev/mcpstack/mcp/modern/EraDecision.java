package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.http.ProtocolVersions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is of this era. The clearest sign decides: what the body says of itself, then
 * the header, then what only one era has. A request with signs of both is this era's, which checks
 * header and body against each other and refuses it; the older one does neither.
 */
final class EraDecision {
  private EraDecision() {}

  /**
   * Decides.
   *
   * @param version the header that names the version
   * @param session the header of the older era's sessions
   */
  static boolean isModern(
      @Nullable String version,
      @Nullable String session,
      @Nullable String method,
      Map<String, Object> params) {
    Map<?, ?> meta = MetaKeys.of(params);
    if (meta.containsKey(MetaKeys.VERSION)
        || meta.containsKey(MetaKeys.CAPABILITIES)
        || meta.containsKey(MetaKeys.CLIENT)) {
      return true;
    }
    if (version != null) {
      return !ProtocolVersions.isLegacy(version);
    }
    return session == null && Discovery.METHOD.equals(method);
  }
}
