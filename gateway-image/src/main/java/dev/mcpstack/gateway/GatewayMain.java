package dev.mcpstack.gateway;

import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.runtime.Contexts;
import dev.mcpstack.mcp.runtime.Program;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The gateway as a program. */
public final class GatewayMain {
  private GatewayMain() {}

  /** Runs it and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        Program.run("mcpstack-gateway", GatewayConfig.class, GatewayMain::start, arguments));
  }

  private static Program.Ready start(GatewayConfig config, Resources resources) {
    Metrics metrics = resources.add(new Metrics());
    ServerContext context =
        Contexts.inMemory(resources, metrics, SecretReader.of(Map.of()));
    Map<String, Upstream> servers = Servers.follow(config, context, resources);
    try {
      Gateway gateway =
          resources.add(Gateway.start(config, context, Authenticator.open(), servers));
      URI management =
          Contexts.management(
              config.management(), gateway.readiness(), metrics.registry(), resources);
      return new Program.Ready(gateway.endpoint(), management);
    } catch (IOException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
