package dev.mcpstack.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.gateway.Gateway;
import dev.mcpstack.gateway.upstream.RemoteUpstream;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.runtime.ServerContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A gateway was once ready before it knew the tools of the servers that it started together with.
 */
final class StartingTogetherTest {
  private final LivingServer server = new LivingServer("one");
  private final Remotes remotes = new Remotes();
  private final ArrowMemory memory = new ArrowMemory(1L << 20);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void closeAll() {
    remotes.close();
    server.close();
    timer.shutdownNow();
    memory.close();
  }

  private Gateway gateway(RemoteUpstream upstream) throws Exception {
    return Gateway.start(
        ConfigFile.parse(
            "gateway",
            "{endpoint: {port: 0}, management: {port: 0}, auth: {required: false}}",
            GatewayConfig.class),
        new ServerContext(
            new InMemoryHandleStore(),
            PeerTrust.random(),
            SecretReader.of(Map.of()),
            memory,
            new SimpleMeterRegistry(),
            timer),
        Authenticator.open(),
        Map.of("localdata", upstream));
  }

  private static boolean isReady(Gateway gateway) {
    return gateway.readiness().values().stream().allMatch(check -> check.getAsBoolean());
  }

  private RemoteUpstream upstream(Optional<ServerRole> role) throws InterruptedException {
    return remotes.to(server.endpoint(), role, Duration.ofSeconds(30));
  }

  @Test
  void gateway_isReadyWithTheToolsOfItsServers() throws Exception {
    server.goAway();
    RemoteUpstream upstream = upstream(Optional.of(ServerRole.LOCALDATA));
    try (Gateway gateway = gateway(upstream)) {
      CountDownLatch known = new CountDownLatch(1);
      upstream.changes().listen(_ -> known.countDown());
      assertThat(isReady(gateway)).isFalse();

      server.comeBack();
      assertThat(known.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(isReady(gateway)).isTrue();
      assertThat(upstream.tools()).hasSize(1);
    }
  }

  @Test
  void serverOfSomebodyElse_isNotWaitedFor() throws Exception {
    server.goAway();
    try (Gateway gateway = gateway(upstream(Optional.empty()))) {
      assertThat(isReady(gateway)).isTrue();
      assertThat(gateway.readiness()).containsOnlyKeys("gateway");
    }
  }
}
