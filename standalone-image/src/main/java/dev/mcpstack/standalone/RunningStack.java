package dev.mcpstack.standalone;

import dev.mcpstack.contract.management.ManagementServer;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.gateway.Gateway;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A stack whose servers all run in this process.
 *
 * @param name what it is called
 * @param endpoint where agents find it
 * @param management where probes and metrics are
 * @param sources names of the sources
 * @param access who may call
 */
record RunningStack(
    String name, URI endpoint, URI management, List<String> sources, Access access) {
  /**
   * Starts all servers.
   *
   * @param resources what was started is added here, and closing them ends the stack
   * @throws StartFailure when a port can't be had
   */
  static RunningStack start(StackSettings settings, Resources resources) {
    Servers servers = Servers.start(settings, resources);
    Gateway gateway = resources.add(gateway(settings, servers));

    Map<String, BooleanSupplier> checks = new LinkedHashMap<>(servers.readiness());
    checks.putAll(gateway.readiness());
    ManagementServer management = resources.add(management(settings, checks, servers.metrics()));
    return new RunningStack(
        settings.name(),
        gateway.endpoint(),
        URI.create("http://" + management.address()),
        servers.sources(),
        settings.access());
  }

  private static Gateway gateway(StackSettings settings, Servers servers) {
    try {
      return Gateway.start(
          settings.configs().gateway(),
          servers.context(),
          settings.access().authenticator(),
          servers.upstreams());
    } catch (IOException e) {
      throw noPort("--port", settings.configs().gateway().endpoint().port(), e);
    }
  }

  private static ManagementServer management(
      StackSettings settings, Map<String, BooleanSupplier> checks, Metrics metrics) {
    try {
      return ManagementServer.start(
          Loopback.HOST, settings.managementPort(), checks, metrics.registry());
    } catch (IllegalArgumentException e) {
      throw noPort("--management-port", settings.managementPort(), e);
    }
  }

  private static StartFailure noPort(String option, int port, Exception failure) {
    boolean taken = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      taken |= cause instanceof BindException;
    }
    return new StartFailure(
        "port "
            + port
            + (taken ? " is taken: end the program that uses it" : " can't be opened: take another")
            + ", or pass "
            + option
            + " with another port (0 takes any free one)",
        failure);
  }
}
