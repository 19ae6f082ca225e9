package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A digest of what a request asks for, the same when the request is repeated with answers. */
final class RequestDigest {
  private RequestDigest() {}

  static String of(String method, Map<String, Object> params) {
    Map<String, @Nullable Object> asked = new TreeMap<>(params);
    asked.remove(MetaKeys.META);
    asked.remove(Rounds.RESPONSES);
    asked.remove(Rounds.STATE);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(method.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(Json.write(sorted(asked)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A client may write the keys of the same object in another order. */
  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> result = new TreeMap<>();
        map.forEach((key, each) -> result.put((String) key, each == null ? null : sorted(each)));
        yield result;
      }
      case List<?> list -> {
        List<@Nullable Object> result = new java.util.ArrayList<>();
        list.forEach(each -> result.add(each == null ? null : sorted(each)));
        yield result;
      }
      default -> value;
    };
  }
}
