package dev.mcpstack.conformance;

import dev.mcpstack.conformance.fixture.Fixtures;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.legacy.LegacyEra;
import dev.mcpstack.mcp.modern.ModernEra;
import dev.mcpstack.mcp.server.Features;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The fixtures as a server of their own on a free loopback port, open to everybody there. Says
 * where it is in one line of JSON and ends with its standard input.
 */
public final class FixtureServer implements AutoCloseable {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final McpHttpServer server;

  /** Starts serving every era. */
  public FixtureServer() throws IOException {
    Features features = Fixtures.create(new SimpleMeterRegistry(), timer);
    server =
        McpHttpServer.start(EndpointSettings.loopback(0), Authenticator.open(), eras(features));
  }

  /** Where it is. */
  public URI endpoint() {
    return server.endpoint();
  }

  @Override
  public void close() {
    server.close();
    timer.shutdownNow();
  }

  static void main() throws IOException {
    try (FixtureServer server = new FixtureServer()) {
      System.out.println("{\"endpoint\": \"" + server.endpoint() + "\"}");
      System.in.readAllBytes();
    }
  }

  private static List<Era> eras(Features features) {
    byte[] signingKey = new byte[32];
    new SecureRandom().nextBytes(signingKey);
    return List.of(new ModernEra(features, signingKey), new LegacyEra(features, signingKey));
  }
}
