package dev.mcpstack.datascience;

import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.DataScienceConfig;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.mcp.runtime.PeerServer;
import dev.mcpstack.mcp.runtime.Program;
import dev.mcpstack.mcp.runtime.Resources;
import java.util.Map;

/** DataScience-MCP as a program, behind a gateway. */
public final class DataScienceMain {
  private DataScienceMain() {}

  /** Runs it and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        Program.run(
            "mcpstack-datascience", DataScienceConfig.class, DataScienceMain::start, arguments));
  }

  private static Program.Ready start(DataScienceConfig config, Resources resources) {
    PeerServer.Settings settings =
        new PeerServer.Settings(
            ServerRole.DATASCIENCE,
            config.endpoint(),
            config.tls(),
            config.trust(),
            config.management(),
            config.tokenStore());
    return PeerServer.start(
        settings,
        SecretReader.of(Map.of()),
        context -> {
          DataScience server = resources.add(DataScience.start(config, context));
          resources.beforeEnd(server::drain);
          return new PeerServer.Served(server.features(), server.readiness());
        },
        resources);
  }
}
