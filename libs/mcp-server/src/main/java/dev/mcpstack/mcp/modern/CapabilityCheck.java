package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.call.InputRequest;
import dev.mcpstack.mcp.call.MissingCapabilityException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a client has declared that it can answer what it is to be asked. */
final class CapabilityCheck {
  private static final String ELICITATION = "elicitation";
  private static final String SAMPLING = "sampling";

  private CapabilityCheck() {}

  /**
   * Checks every question, because a client must not be sent one that it doesn't know.
   *
   * @throws MissingCapabilityException with all that is missing
   */
  static void check(Map<String, Object> declared, Collection<InputRequest> questions) {
    Map<String, Object> missing = new LinkedHashMap<>();
    questions.forEach(question -> check(declared, question, missing));
    if (!missing.isEmpty()) {
      throw new MissingCapabilityException(missing);
    }
  }

  private static void check(
      Map<String, Object> declared, InputRequest question, Map<String, Object> missing) {
    switch (question.method()) {
      case "elicitation/create" -> {
        String mode = "url".equals(question.params().get("mode")) ? "url" : "form";
        if (!elicits(declared.get(ELICITATION), mode)) {
          need(missing, ELICITATION, mode);
        }
      }
      case "sampling/createMessage" -> {
        Map<String, Object> params = question.params();
        need(declared, missing, SAMPLING, null);
        if (params.containsKey("tools") || params.containsKey("toolChoice")) {
          need(declared, missing, SAMPLING, "tools");
        }
        Object context = params.get("includeContext");
        if (context != null && !"none".equals(context)) {
          need(declared, missing, SAMPLING, "context");
        }
      }
      case "roots/list" -> need(declared, missing, "roots", null);
      default -> throw new IllegalStateException("no client is asked for " + question.method());
    }
  }

  /** Who declares no mode means forms, the only one there once was. */
  private static boolean elicits(@Nullable Object declared, String mode) {
    return declared instanceof Map<?, ?> modes
        && (modes.containsKey(mode) || (mode.equals("form") && !modes.containsKey("url")));
  }

  private static void need(
      Map<String, Object> declared,
      Map<String, Object> missing,
      String capability,
      @Nullable String part) {
    boolean there =
        declared.get(capability) instanceof Map<?, ?> parts
            && (part == null || parts.containsKey(part));
    if (!there) {
      need(missing, capability, part);
    }
  }

  @SuppressWarnings("unchecked") // We put it there.
  private static void need(Map<String, Object> missing, String capability, @Nullable String part) {
    Map<String, Object> parts =
        (Map<String, Object>) missing.computeIfAbsent(capability, _ -> new LinkedHashMap<>());
    if (part != null) {
      parts.put(part, Map.of());
    }
  }
}
