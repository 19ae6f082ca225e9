package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.call.Trace;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the W3C trace context of a request. What has not the form is as good as not there. */
final class TraceContext {
  private static final Pattern PARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final Pattern STATE =
      Pattern.compile(
          "[a-z0-9][-_*/@a-z0-9]*=[ -~&&[^,=]]*(,[ \\t]*[a-z0-9][^,=]*=[ -~&&[^,=]]*)*+");

  /** Members of token and percent-encoded value; what a value may be in detail is its reader's. */
  private static final Pattern BAGGAGE = Pattern.compile("[!-~&&[^=,;]]+[ \\t]*=[\\t -~]*");

  private static final int MAX_STATE = 512;
  private static final int MAX_BAGGAGE = 8_192;

  private TraceContext() {}

  static Trace of(Map<?, ?> meta) {
    String parent = text(meta.get("traceparent"), PARENT, 55);
    String state = parent == null ? null : text(meta.get("tracestate"), STATE, MAX_STATE);
    String baggage = text(meta.get("baggage"), BAGGAGE, MAX_BAGGAGE);
    return parent == null && baggage == null ? Trace.NONE : new Trace(parent, state, baggage);
  }

  private static @Nullable String text(@Nullable Object value, Pattern form, int longest) {
    return value instanceof String text && text.length() <= longest && form.matcher(text).matches()
        ? text
        : null;
  }
}
