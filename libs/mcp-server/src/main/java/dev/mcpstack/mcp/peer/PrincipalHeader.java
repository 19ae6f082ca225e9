package dev.mcpstack.mcp.peer;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.http.Json;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** How the gateway tells a server on whose behalf it calls. */
public final class PrincipalHeader {
  /** The header. */
  public static final String NAME = "McpStack-Principal";

  private PrincipalHeader() {}

  /** The principal as the header's value: base64url of a JSON object with name and scopes. */
  public static String write(Principal principal) {
    byte[] json =
        Json.write(
            Map.of(
                "name",
                principal.name(),
                "scopes",
                List.copyOf(new TreeSet<>(principal.scopes()))));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }

  /** The principal that the value names, empty when it is absent or malformed. */
  public static Optional<Principal> read(@Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Json.parse(Base64.getUrlDecoder().decode(value)) instanceof Map<?, ?> tree
              && tree.get("name") instanceof String name
              && tree.get("scopes") instanceof List<?> list
          ? Optional.of(new Principal(name, scopes(list)))
          : Optional.empty();
    } catch (IllegalArgumentException | JacksonException _) {
      return Optional.empty();
    }
  }

  private static Set<String> scopes(List<?> list) {
    Set<String> scopes = new HashSet<>();
    for (Object each : list) {
      if (!(each instanceof String scope)) {
        throw new IllegalArgumentException("a scope is a text");
      }
      scopes.add(scope);
    }
    return scopes;
  }
}
