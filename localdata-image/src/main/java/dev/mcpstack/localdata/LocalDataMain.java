package dev.mcpstack.localdata;

import dev.mcpstack.contract.secret.SecretFolder;
import dev.mcpstack.contract.server.LocalDataConfig;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.mcp.runtime.PeerServer;
import dev.mcpstack.mcp.runtime.Program;
import dev.mcpstack.mcp.runtime.Resources;

/** LocalData-MCP as a program, behind a gateway. */
public final class LocalDataMain {
  private LocalDataMain() {}

  /** Runs it and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        Program.run("mcpstack-localdata", LocalDataConfig.class, LocalDataMain::start, arguments));
  }

  private static Program.Ready start(LocalDataConfig config, Resources resources) {
    PeerServer.Settings settings =
        new PeerServer.Settings(
            ServerRole.LOCALDATA,
            config.endpoint(),
            config.tls(),
            config.trust(),
            config.management(),
            config.tokenStore());
    return PeerServer.start(
        settings,
        new SecretFolder(config.secretsFolder()),
        context -> {
          LocalData server = resources.add(LocalData.start(config, context));
          resources.beforeEnd(server::drain);
          return new PeerServer.Served(server.features(), server.readiness());
        },
        resources);
  }
}
