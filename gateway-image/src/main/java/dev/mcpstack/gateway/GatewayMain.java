package dev.mcpstack.gateway;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.mcp.runtime.Contexts;
import dev.mcpstack.mcp.runtime.Program;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.io.IOException;
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
        Contexts.of(
            config.tokenStore(),
            PeerTrust.random(), // It reads no rows.
            resources,
            metrics,
            SecretReader.of(Map.of()));
    try {
      Gateway gateway = ConfiguredGateway.start(config, context, Map.of(), resources);
      return new Program.Ready(
          gateway.endpoint(),
          Contexts.management(
              config.management(), gateway.readiness(), metrics.registry(), resources));
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
