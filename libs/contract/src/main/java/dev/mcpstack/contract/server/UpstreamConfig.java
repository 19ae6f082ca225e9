package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A server behind the gateway. It speaks MCP 2026-07-28. */
public record UpstreamConfig(
    @Description("What errors, metrics and logs call the server.")
        @Pattern(
            regexp = "[a-z][a-z0-9_-]{0,62}",
            message = "a lower-case letter, then letters, digits, underscores and dashes")
        @Size(max = 63)
        String name,
    @Description(
            "Its role, when it is a server of this stack: it is told who calls, and must prove the role. A server without one"
                + " is told nothing.")
        Optional<ServerRole> role,
    @Description(
            "Where it is, such as https://localdata:8080/mcp. Without TLS only on loopback, such as http://127.0.0.1:8081/mcp.")
        URI url,
    @Description("How long one request may take in all.") @Default("10m") Duration timeout) {
  /** How the gateway finds it: a server of the stack by its role, another by its name. */
  public String key() {
    return role.map(ServerRole::text).orElse(name);
  }

  /** Whether requests to it are encrypted. */
  public boolean isTls() {
    return "https".equals(url.getScheme());
  }
}
