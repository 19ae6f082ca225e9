package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.http.EndpointSettings;
import dev.mcpstack.mcp.http.McpHttpServer;
import dev.mcpstack.mcp.outside.SlowReader.Heard;
import dev.mcpstack.mcp.server.Change;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that open a stream and then don't read while the server has much to say. */
@Timeout(120)
class SlowReaderTest {
  private static final String URI = "test://" + "x".repeat(30_000);
  private static final Change CHANGE = new Change.Resource(URI);
  private static final String UPDATED = "notifications/resources/updated";
  private static final String SENDING = "JettyReply.write";

  private static final Executor THREADS = Thread::startVirtualThread;

  /** More than the requests that a client begins with leave occupied for a moment. */
  private static final int PLACES = 4;

  private final Chatter chatter = new Chatter();
  private final List<TestServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(TestServer::close);
  }

  /** One that the test stops itself when it gets there. */
  private TestServer stoppable(TestServer server) {
    servers.add(server);
    return server;
  }

  /** How a client says what it wants, by the era that it is of. */
  enum Speaker {
    LEGACY {
      @Override
      SlowReader chat(TestServer server) {
        Client client = Client.begun(server, TestServer.ALICE);
        return new SlowReader(server, client.raw(Client.callBody("1", Chatter.NAME, "{}")));
      }

      @Override
      SlowReader listen(TestServer server) {
        Client client = Client.begun(server, TestServer.ALICE);
        client.post(Client.request("1", "resources/subscribe", "{\"uri\": \"" + URI + "\"}"));
        return new SlowReader(server, client.rawListen());
      }

      @Override
      String telling() {
        return "legacy.Streams.tell";
      }
    },
    MODERN {
      @Override
      SlowReader chat(TestServer server) {
        ModernClient client =
            ModernClient.of(server, TestServer.ALICE)
                .meta(ModernClient.PREFIX + "logLevel", "info");
        return new SlowReader(
            server, client.raw("tools/call", Map.of("name", Chatter.NAME, "arguments", Map.of())));
      }

      @Override
      SlowReader listen(TestServer server) {
        Map<String, Object> wanted = Map.of("resourceSubscriptions", List.of(URI));
        return new SlowReader(
            server,
            ModernClient.of(server, TestServer.ALICE)
                .raw("subscriptions/listen", Map.of("notifications", wanted)));
      }

      @Override
      String telling() {
        return "modern.Subscriptions.tell";
      }
    };

    /** Calls the tool that says much. */
    abstract SlowReader chat(TestServer server);

    /** Asks to be told of the resource. */
    abstract SlowReader listen(TestServer server);

    /** Where a thread is that tells a client of changes. */
    abstract String telling();
  }

  @ParameterizedTest
  @EnumSource
  void call_ofAClientThatDoesNotRead_isEndedWithEverythingItHeld(Speaker speaker) {
    TestServer.Patience patience =
        new TestServer.Patience(new McpHttpServer.Timings(3_000, 1_000), System::nanoTime, PLACES);
    try (TestServer server = TestServer.start(patience, List.of(chatter.entry()));
        SlowReader one = speaker.chat(server);
        SlowReader other = speaker.chat(server)) {
      chatter.awaitStalled(2);

      Await.until(() -> server.running() == 0);

      Await.until(() -> ServerThreads.in(SENDING) == 0);
      Await.until(chatter::isForgotten);
      assertServes(server); // In their places, too.
      for (SlowReader reader : List.of(one, other)) {
        Heard heard = reader.readOn();
        assertThat(heard.ended()).isFalse();
        assertThat(heard.events().size()).isLessThan(Chatter.MESSAGES);
        assertCountsUp(heard.events());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void call_ofAClientThatReadsOnInTime_isHeardInOrderAndWhole(Speaker speaker) {
    try (TestServer server =
            TestServer.start(TestServer.Patience.standard(), List.of(chatter.entry()));
        SlowReader reader = speaker.chat(server)) {
      chatter.awaitStalled(1);
      assertServes(server);
      assertThat(server.running()).isEqualTo(1);
      assertThat(ServerThreads.in(SENDING)).isEqualTo(1);

      Heard heard = reader.readOn();

      assertThat(heard.ended()).isTrue();
      assertThat(heard.events()).hasSize(Chatter.MESSAGES + 1);
      assertCountsUp(heard.events().subList(0, Chatter.MESSAGES));
      assertThat(heard.events().getLast().text("result.content.0.text")).isEqualTo("all said");
    }
  }

  @ParameterizedTest
  @EnumSource
  void subscriber_thatDoesNotRead_isDroppedAndOthersAreTold(Speaker speaker) {
    TestServer.Patience patience =
        new TestServer.Patience(
            TestServer.Patience.standard().timings(),
            SlowReaderTest::hastyClock,
            EndpointSettings.MAX_IN_FLIGHT);
    TestServer server = stoppable(TestServer.start(patience, List.of()));
    try (SlowReader reader = speaker.listen(server);
        SlowReader other = speaker.listen(server)) {
      CompletableFuture<Heard> healthy = CompletableFuture.supplyAsync(other::readOn, THREADS);
      Await.until(() -> ServerThreads.in(speaker.telling()) == 2);

      Await.until(() -> {
        server.changes().publish(CHANGE);
        return ServerThreads.in(speaker.telling()) == 1;
      });

      assertServes(server);
      Heard heard = reader.readOn();
      assertThat(heard.ended()).isFalse();
      assertThat(heard.of(UPDATED))
          .isNotEmpty()
          .allSatisfy(event -> assertThat(event.text("params.uri")).isEqualTo(URI));
      assertThat(healthy).isNotDone();
      server.close();
      assertThat(healthy.join().of(UPDATED).size()).isGreaterThan(heard.of(UPDATED).size());
    }
  }

  /**
   * One that is replaced takes part in nothing any more, so no change would ever have found it to
   * be stalled: it stayed until its connection had been idle for two minutes, and a client that
   * opened streams over and over left as many of them behind as it liked.
   */
  @Test
  void subscriber_thatDoesNotRead_andOpensANewerStream_losesTheOlderAtOnce() {
    try (TestServer server = TestServer.start()) {
      Client client = Client.begun(server, TestServer.ALICE);
      client.post(Client.request("1", "resources/subscribe", "{\"uri\": \"" + URI + "\"}"));
      List<SlowReader> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(new SlowReader(server, client.rawListen()));
        stall(server);
      }

      Await.until(() -> ServerThreads.in(Speaker.LEGACY.telling()) == 1);

      assertThat(readers.getFirst().readOn().ended()).isFalse();
      readers.forEach(SlowReader::close);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stop_whileClientsDoNotRead_leavesNoThreadBehind(Speaker speaker) {
    TestServer server =
        stoppable(TestServer.start(TestServer.Patience.standard(), List.of(chatter.entry())));
    try (SlowReader caller = speaker.chat(server);
        SlowReader subscriber = speaker.listen(server)) {
      chatter.awaitStalled(1);
      stall(server);
      assertThat(ServerThreads.in(SENDING)).isGreaterThanOrEqualTo(2);

      server.close();

      Await.until(() -> ServerThreads.in(SENDING) == 0);
      assertThat(caller.readOn().ended()).isFalse();
      assertThat(subscriber.readOn().ended()).isFalse();
    }
  }

  /** Two seconds pass for the ten that a client has to read a message. */
  private static long hastyClock() {
    return 5 * System.nanoTime();
  }

  /** Tells of changes until somebody has been found not to take them for a while. */
  private static void stall(TestServer server) {
    int[] blocked = {0}; // How often in a row none of them waited for a change.
    Await.until(() -> {
      for (int i = 0; i < 20; i++) {
        server.changes().publish(CHANGE);
        LockSupport.parkNanos(100_000); // Or they come to one message.
      }
      ServerThreads threads = ServerThreads.now();
      boolean telling =
          threads.within(Speaker.LEGACY.telling()) + threads.within(Speaker.MODERN.telling()) > 0;
      blocked[0] = telling && threads.within("Subscription.next") == 0 ? blocked[0] + 1 : 0;
      return blocked[0] == 20;
    });
  }

  /** As many calls at once as there may be where places are few. */
  private static void assertServes(TestServer server) {
    ModernClient client = ModernClient.of(server, TestServer.BOB);
    List<String> gates = IntStream.range(0, PLACES).mapToObj(n -> "g" + n).toList();
    List<CompletableFuture<String>> calls =
        gates.stream()
            .map(gate -> CompletableFuture.supplyAsync(() -> pass(client, gate), THREADS))
            .toList();
    gates.forEach(gate -> server.gate(gate).awaitEntered());
    gates.forEach(gate -> server.gate(gate).open());
    for (int n = 0; n < PLACES; n++) {
      assertThat(calls.get(n).join()).contains("passed g" + n);
    }
  }

  /** A place may be free only a moment after its request was answered. */
  private static String pass(ModernClient client, String gate) {
    Map<String, Object> call = Map.of("name", "slow", "arguments", Map.of("gate", gate));
    AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();
    Await.until(() -> {
      answer.set(client.post("tools/call", call));
      return answer.get().statusCode() != 503;
    });
    return answer.get().body();
  }

  private static void assertCountsUp(List<Tree> events) {
    assertThat(events)
        .extracting(event -> event.number("params.data.n"))
        .containsExactlyElementsOf(IntStream.range(0, events.size()).boxed().toList());
  }
}
