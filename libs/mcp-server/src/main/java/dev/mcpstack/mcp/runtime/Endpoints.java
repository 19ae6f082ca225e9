package dev.mcpstack.mcp.runtime;

import dev.mcpstack.contract.server.EndpointConfig;
import dev.mcpstack.contract.server.LimitsConfig;
import dev.mcpstack.contract.tls.PeerName;
import dev.mcpstack.mcp.dispatch.CallLimits;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.stdio.StdioLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From configuration to the settings of an endpoint and its dispatcher. */
public final class Endpoints {
  private Endpoints() {}

  /** The settings of the HTTP edge. */
  public static EndpointSettings settings(EndpointConfig config) {
    return new EndpointSettings(
        config.host(),
        config.port(),
        Math.toIntExact(config.maxRequest().bytes()),
        Math.toIntExact(config.maxAnswer().bytes()),
        config.allowedHosts(),
        config.allowedOrigins());
  }

  /** The settings of one that peers call by the name of its role, whatever its address is. */
  public static EndpointSettings settings(EndpointConfig config, Optional<PeerName> own) {
    EndpointSettings settings = settings(config);
    List<String> hosts = new ArrayList<>(settings.allowedHosts());
    own.ifPresent(name -> hosts.add(name.dnsName()));
    return new EndpointSettings(
        settings.host(),
        settings.port(),
        settings.maxRequestBytes(),
        settings.maxAnswerBytes(),
        hosts,
        settings.allowedOrigins(),
        settings.maxInFlight());
  }

  /** The limits of an endpoint on a pipe. */
  public static StdioLimits stdio(EndpointConfig config) {
    return new StdioLimits(
        Math.toIntExact(config.maxRequest().bytes()),
        Math.toIntExact(config.maxAnswer().bytes()),
        StdioLimits.MAX_IN_FLIGHT);
  }

  /** The limits of calls. */
  public static CallLimits limits(LimitsConfig config) {
    return new CallLimits(config.callBudget(), config.maxConcurrentCalls());
  }
}
