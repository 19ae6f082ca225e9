package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.Trace;
import dev.mcpstack.mcp.http.McpRequest;
import dev.mcpstack.mcp.http.ProtocolVersions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of itself and of its client.
 *
 * @param capabilities of the client
 * @param logLevel from which on it wants log messages, none when empty
 * @param progressToken names the request in notices of progress, null when it wants none
 * @param trace the trace that it belongs to
 */
record RequestMeta(
    Map<String, Object> capabilities,
    Optional<LogLevel> logLevel,
    @Nullable Object progressToken,
    Trace trace) {

  /**
   * Reads it.
   *
   * @param supported the versions that are served
   * @throws Refusal when the version isn't served, the header names another, or a part is missing
   */
  static RequestMeta of(McpRequest request, List<String> supported) {
    Map<?, ?> meta = MetaKeys.of(request.params());
    checkVersion(meta.get(MetaKeys.VERSION), request, supported);
    if (!(meta.get(MetaKeys.CAPABILITIES) instanceof Map<?, ?> declared)) {
      throw missing(MetaKeys.CAPABILITIES, "an object, such as {}");
    }
    if (meta.containsKey(MetaKeys.CLIENT) && !(meta.get(MetaKeys.CLIENT) instanceof Map)) {
      throw missing(MetaKeys.CLIENT, "an object with name and version, or nothing");
    }
    @SuppressWarnings("unchecked") // A JSON object has string keys.
    Map<String, Object> capabilities = (Map<String, Object>) declared;
    Object token = meta.get("progressToken");
    return new RequestMeta(
        capabilities,
        level(meta.get(MetaKeys.LOG_LEVEL)),
        token instanceof String || token instanceof Number ? token : null,
        TraceContext.of(meta));
  }

  private static void checkVersion(
      @Nullable Object inBody, McpRequest request, List<String> supported) {
    String inHeader = request.header().apply(ProtocolVersions.HEADER);
    if (!(inBody instanceof String version)) {
      if (inHeader != null && !supported.contains(inHeader)) {
        throw new Refusal(ModernErrors.unsupportedVersion(supported, inHeader));
      }
      throw missing(MetaKeys.VERSION, "a text, such as \"" + supported.getLast() + "\"");
    }
    if (request.transport() == McpRequest.Transport.HTTP) {
      HeaderCheck.require(ProtocolVersions.HEADER, inHeader, version);
    }
    if (!supported.contains(version)) {
      throw new Refusal(ModernErrors.unsupportedVersion(supported, version));
    }
  }

  private static Optional<LogLevel> level(@Nullable Object wireName) {
    if (wireName == null) {
      return Optional.empty();
    }
    Optional<LogLevel> level =
        wireName instanceof String name ? LogLevel.of(name) : Optional.empty();
    if (level.isEmpty()) {
      throw missing(MetaKeys.LOG_LEVEL, "a level from debug to emergency, or nothing");
    }
    return level;
  }

  private static Refusal missing(String key, String expected) {
    return Refusal.invalid("params._meta must hold '" + key + "': " + expected + ".");
  }
}
