package dev.mcpstack.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.auth.Authenticator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What an era can rely on. */
class McpHttpServerTest {
  private static final String PING =
      "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\", \"params\": {}}";

  @Test
  void era_isServedOnAVirtualThread() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();

    HttpResponse<String> answer =
        exchange(
            60_000,
            (_, reply) -> {
              thread.complete(Thread.currentThread());
              reply.answer(Map.of("ok", true));
            });

    assertThat(answer.body()).isEqualTo("{\"ok\":true}");
    assertThat(thread.join().isVirtual()).isTrue();
  }

  @Test
  void era_thatNeedsLongerThanTheIdleTime_isNotCutOff() throws Exception {
    CompletableFuture<Void> never = new CompletableFuture<>();

    HttpResponse<String> answer =
        exchange(
            200,
            (_, reply) -> {
              never.completeOnTimeout(null, 900, TimeUnit.MILLISECONDS).join();
              reply.answer(Map.of("ok", true));
            });

    assertThat(answer.body()).isEqualTo("{\"ok\":true}");
  }

  @Test
  void stream_thatIsSilentForLongerThanTheIdleTime_isNotCutOff() throws Exception {
    CompletableFuture<Void> never = new CompletableFuture<>();

    HttpResponse<String> answer =
        exchange(
            200,
            (_, reply) -> {
              reply.event(Map.of("n", 1));
              never.completeOnTimeout(null, 900, TimeUnit.MILLISECONDS).join();
              reply.answer(Map.of("ok", true));
            });

    assertThat(answer.body())
        .isEqualTo("event: message\ndata: {\"n\":1}\n\nevent: message\ndata: {\"ok\":true}\n\n");
  }

  @Test
  void reply_sendsOneAnswerAndNothingAfterIt() throws Exception {
    HttpResponse<String> answer =
        exchange(
            60_000,
            (_, reply) -> {
              reply.answer(Map.of("n", 1));
              reply.answer(Map.of("n", 2));
              reply.event(Map.of("n", 3));
              reply.accepted();
              reply.refuse(JsonRpcError.unexpected("x"), null);
            });

    assertThat(answer.body()).isEqualTo("{\"n\":1}");
  }

  @Test
  void stream_thatIsLeftWithoutAnAnswer_ends() throws Exception {
    HttpResponse<String> answer = exchange(60_000, (_, reply) -> reply.event(Map.of("n", 1)));

    assertThat(answer.body()).isEqualTo("event: message\ndata: {\"n\":1}\n\n");
  }

  @Test
  void era_thatFails_isAnsweredWithAnIncident() throws Exception {
    HttpResponse<String> answer =
        exchange(
            60_000,
            (_, _) -> {
              throw new IllegalStateException("hunter2");
            });

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .contains("-32603", "Something failed inside the server", "incident id")
        .doesNotContain("hunter2", "Exception");
  }

  @Test
  void era_thatFailsOnAStream_endsItWithAnIncident() throws Exception {
    HttpResponse<String> answer =
        exchange(
            60_000,
            (_, reply) -> {
              reply.event(Map.of("n", 1));
              throw new IllegalStateException("hunter2");
            });

    assertThat(answer.body()).contains("{\"n\":1}", "-32603").doesNotContain("hunter2");
  }

  @Test
  void request_ofNoEra_isRefused() throws Exception {
    try (McpHttpServer server =
        McpHttpServer.start(EndpointSettings.loopback(0), Authenticator.open(), List.of())) {
      HttpResponse<String> answer = post(server);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"id\":1", "No protocol version");
    }
  }

  @Test
  void request_overTheBound_isToldToComeAgain() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Era era =
        era((request, reply) -> {
          entered.countDown();
          await(release);
          reply.answer(Map.of());
        });
    EndpointSettings settings =
        new EndpointSettings("127.0.0.1", 0, 1_024, 1_024, List.of(), List.of(), 1);
    try (McpHttpServer server = McpHttpServer.start(settings, Authenticator.open(), List.of(era))) {
      CompletableFuture<HttpResponse<String>> first =
          CompletableFuture.supplyAsync(() -> postUnchecked(server));
      await(entered);

      HttpResponse<String> refused = post(server);
      release.countDown();

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.body()).contains("-32000", "Come again soon");
      assertThat(first.join().statusCode()).isEqualTo(200);
      assertThat(post(server).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void stream_thatIsLongLived_givesItsPlaceToOthers() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger served = new AtomicInteger();
    Era era =
        era((request, reply) -> {
          if (served.incrementAndGet() == 1) {
            reply.longLived();
            entered.countDown();
            await(release);
          }
          reply.answer(Map.of());
        });
    EndpointSettings settings =
        new EndpointSettings("127.0.0.1", 0, 1_024, 1_024, List.of(), List.of(), 1);
    try (McpHttpServer server = McpHttpServer.start(settings, Authenticator.open(), List.of(era))) {
      CompletableFuture<HttpResponse<String>> first =
          CompletableFuture.supplyAsync(() -> postUnchecked(server));
      await(entered);

      assertThat(post(server).statusCode()).isEqualTo(200);
      assertThat(post(server).statusCode()).isEqualTo(200);
      release.countDown();
      first.join();
    }
  }

  @Test
  void requests_areMeasured_butForThoseThatOnlyListen() throws Exception {
    CountDownLatch entered = new CountDownLatch(2);
    CountDownLatch listening = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger served = new AtomicInteger();
    Era era =
        era((_, reply) -> {
          int number = served.incrementAndGet();
          if (number == 3) {
            throw new IllegalStateException("hunter2");
          }
          if (number == 1) {
            reply.longLived();
            listening.countDown();
          }
          entered.countDown();
          await(release);
          reply.answer(Map.of());
        });
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (McpHttpServer server =
        McpHttpServer.start(EndpointSettings.loopback(0), Authenticator.open(), List.of(era))) {
      server.measure(meters, "gateway");
      CompletableFuture<?> stream = CompletableFuture.supplyAsync(() -> postUnchecked(server));
      await(listening);
      CompletableFuture<?> call = CompletableFuture.supplyAsync(() -> postUnchecked(server));
      await(entered);

      assertThat(meters.get("mcpstack.requests.running").gauge().value()).isEqualTo(1);
      assertThat(post(server).statusCode()).isEqualTo(500);
      assertThat(meters.get("mcpstack.requests.failed").functionCounter().count()).isEqualTo(1);

      release.countDown();
      CompletableFuture.allOf(stream, call).join();
      // The answer is there a moment before its request is over.
      long since = System.nanoTime();
      while (meters.get("mcpstack.requests.running").gauge().value() > 0
          && System.nanoTime() - since < 10_000_000_000L) {
        LockSupport.parkNanos(10_000_000L);
      }
      assertThat(meters.get("mcpstack.requests.running").gauge().value()).isZero();
      assertThat(meters.get("mcpstack.requests.failed").functionCounter().count()).isEqualTo(1);
    }
  }

  @Test
  void client_thatWaits_getsCommentsAndThenItsAnswer() throws Exception {
    Era era =
        era((request, reply) -> {
          long since = System.nanoTime();
          try (var _ = reply.watch(() -> {})) {
            while (System.nanoTime() - since < 400_000_000L) {
              LockSupport.parkNanos(10_000_000L);
            }
          }
          reply.answer(Map.of("n", 1));
        });
    try (McpHttpServer server =
        McpHttpServer.start(
            EndpointSettings.loopback(0),
            Authenticator.open(),
            List.of(era),
            new McpHttpServer.Timings(60_000, 50),
            () -> false)) {
      HttpResponse<String> answer = post(server);

      assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
      assertThat(answer.body()).startsWith(":\n\n:\n\n").endsWith("data: {\"n\":1}\n\n");
    }
  }

  private static Era era(BiConsumer<McpRequest, McpReply> behaviour) {
    return new Era() {
      @Override
      public boolean accepts(McpRequest request) {
        return true;
      }

      @Override
      public void serve(McpRequest request, McpReply reply) {
        behaviour.accept(request, reply);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> postUnchecked(McpHttpServer server) {
    try {
      return post(server);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> exchange(
      long idleMillis, BiConsumer<McpRequest, McpReply> behaviour)
      throws IOException, InterruptedException {
    Era era = era(behaviour);
    try (McpHttpServer server =
        McpHttpServer.start(
            EndpointSettings.loopback(0),
            Authenticator.open(),
            List.of(era),
            new McpHttpServer.Timings(idleMillis, 15_000),
            () -> false)) {
      return post(server);
    }
  }

  private static HttpResponse<String> post(McpHttpServer server)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(server.endpoint())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(PING))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
