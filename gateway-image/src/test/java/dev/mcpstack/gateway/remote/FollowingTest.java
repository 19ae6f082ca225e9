package dev.mcpstack.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.gateway.error.GatewayError;
import dev.mcpstack.gateway.upstream.RemoteUpstream;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.server.Change;
import dev.mcpstack.mcp.tool.ToolDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that changes, goes away and comes back. */
final class FollowingTest {
  private final LivingServer server = new LivingServer("one");
  private final Remotes remotes = new Remotes();
  private final BlockingQueue<Change> told = new LinkedBlockingQueue<>();

  @AfterEach
  void closeAll() {
    remotes.close();
    server.close();
  }

  private RemoteUpstream upstream() throws InterruptedException {
    RemoteUpstream upstream = remotes.to(server.endpoint());
    upstream.changes().listen(told::add);
    return upstream;
  }

  private static List<String> tools(RemoteUpstream upstream) {
    return upstream.tools().stream().map(ToolDefinition::name).toList();
  }

  private static McpCall call() {
    return McpCall.of(Principal.ANONYMOUS, "c", new Cancellation());
  }

  /** Waits for the change, those of other kinds passed over. */
  private void await(Change change) throws InterruptedException {
    Change next = told.poll(20, TimeUnit.SECONDS);
    while (next != null && !next.equals(change)) {
      next = told.poll(20, TimeUnit.SECONDS);
    }
    assertThat(next).isEqualTo(change);
  }

  @Test
  void changeOfTheTools_isSeenAndPassedOn() throws Exception {
    RemoteUpstream upstream = upstream();
    assertThat(tools(upstream)).containsExactly("one");

    server.tools("two", "three");
    // Said again until the stream is there: a change before that is found by looking.
    while (!tools(upstream).equals(List.of("two", "three"))) {
      server.changes().publish(new Change.Tools());
      told.poll(20, TimeUnit.MILLISECONDS);
    }

    assertThat(upstream.call(call(), "three", Map.of()).markdown()).isEqualTo("by three");
  }

  @Test
  void serverThatWasAway_isFoundAgainWithWhatItHasThen() throws Exception {
    RemoteUpstream upstream = upstream();

    server.goAway();
    assertThatThrownBy(() -> upstream.call(call(), "one", Map.of()))
        .isInstanceOfSatisfying(
            StackException.class,
            e -> {
              assertThat(e.code()).isEqualTo(GatewayError.SERVER_UNAVAILABLE);
              assertThat(e.source()).contains("external:it");
            });
    assertThat(tools(upstream)).containsExactly("one");
    server.tools("new");
    server.comeBack();

    await(new Change.Tools());
    assertThat(tools(upstream)).containsExactly("new");
    assertThat(upstream.call(call(), "new", Map.of()).markdown()).isEqualTo("by new");
  }

  @Test
  void serverThatComesLate_isFound() throws Exception {
    server.goAway();
    RemoteUpstream upstream = upstream();
    assertThat(tools(upstream)).isEmpty();
    assertThat(upstream.isUp()).isFalse();

    server.comeBack();

    await(new Change.Tools());
    assertThat(tools(upstream)).containsExactly("one");
  }

  @Test
  void changesOfResources_areToldForThoseThatAreListedOrWanted() throws Exception {
    RemoteUpstream upstream = upstream();

    upstream.watch(Set.of("living://7"));
    tell("living://7");
    tell("living://1");

    upstream.watch(Set.of("living://8"));
    tell("living://8");
  }

  /** Says it again until it is told, as nobody knows from outside when the stream is there. */
  private void tell(String uri) throws InterruptedException {
    Change change = new Change.Resource(uri);
    told.clear();
    Change next = null;
    for (int i = 0; i < 1_000 && !change.equals(next); i++) {
      server.changes().publish(change);
      next = told.poll(20, TimeUnit.MILLISECONDS);
    }
    assertThat(next).isEqualTo(change);
  }
}
