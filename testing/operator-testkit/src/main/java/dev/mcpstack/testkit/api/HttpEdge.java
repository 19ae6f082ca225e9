package dev.mcpstack.testkit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcpstack.testkit.faults.Call;
import dev.mcpstack.testkit.faults.CallLog;
import dev.mcpstack.testkit.faults.Fault;
import dev.mcpstack.testkit.faults.Faults;
import dev.mcpstack.testkit.rbac.Need;
import dev.mcpstack.testkit.rbac.Rbac;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.ObjectStore;
import dev.mcpstack.testkit.store.Registry;
import dev.mcpstack.testkit.store.ResourceTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server on loopback. The bearer token of a request is the name of its user. Watches are
 * streams of lines, as the API has them besides WebSockets; a client that asks for a WebSocket is
 * told that there is none, and falls back.
 */
public final class HttpEdge implements AutoCloseable {
  static {
    // Headers and body are two packets; without it the second waits for the acknowledgement of the
    // first.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong calls = new AtomicLong();
  private final ObjectStore store;
  private final ResourceTypes types;
  private final Verbs verbs;
  private final Rbac rbac;
  private final Faults faults;
  private final CallLog log;

  public HttpEdge(
      ObjectStore store,
      ResourceTypes types,
      Registry registry,
      Rbac rbac,
      Faults faults,
      CallLog log) {
    this.store = store;
    this.types = types;
    this.verbs = new Verbs(store, registry);
    this.rbac = rbac;
    this.faults = faults;
    this.log = log;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    store.endWatches();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Request.read(exchange, Rbac.ANONYMOUS);
      if (request.upgrade()) {
        // 503 would do as well, but clients try that again ten times before they fall back.
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      Optional<Route> route = Route.of(request.path(), types);
      Call call = call(request, route);
      try {
        serve(exchange, request, route, call);
      } catch (ApiException e) {
        log.add(call.answered(e.code()));
        send(exchange, e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Call call(Request request, Optional<Route> route) {
    long index = calls.incrementAndGet();
    return route
        .map(found ->
            new Call(
                index,
                request.user(),
                Verbs.verb(request, found),
                found.type().group(),
                found.type().plural(),
                found.subresource(),
                found.namespace(),
                found.name(),
                request.manager(),
                0))
        .orElseGet(() ->
            new Call(
                index,
                request.user(),
                "get",
                "",
                request.path(),
                "",
                "",
                "",
                request.manager(),
                0));
  }

  private void serve(HttpExchange exchange, Request request, Optional<Route> route, Call call)
      throws IOException, InterruptedException {
    Fault fault = faults.enter(call).orElse(null);
    switch (fault) {
      case null -> finish(exchange, call, answer(request, route, call));
      case Fault.Refused(int code, Duration retryAfter) -> {
        ApiException refusal = injected(code);
        throw retryAfter.isZero() ? refusal : refusal.retryAfter(retryAfter);
      }
      case Fault.CutBefore() -> log.add(call);
      case Fault.CutAfter() -> {
        answer(request, route, call);
        faults.leave(call);
        log.add(call);
      }
      case Fault.FailedAfter(int code) -> {
        answer(request, route, call);
        faults.leave(call);
        throw injected(code);
      }
      case Fault.Late(Duration delay) -> {
        Answer answer = answer(request, route, call);
        Thread.sleep(delay);
        finish(exchange, call, answer);
      }
    }
  }

  private static ApiException injected(int code) {
    String reason =
        switch (code) {
          case 409 -> "Conflict";
          case 429 -> "TooManyRequests";
          case 503 -> "ServiceUnavailable";
          case 504 -> "Timeout";
          default -> "InternalError";
        };
    return new ApiException(code, reason, "a fault that the test asked for");
  }

  private void finish(HttpExchange exchange, Call call, Answer answer)
      throws IOException, InterruptedException {
    faults.leave(call);
    log.add(call.answered(answer.code()));
    switch (answer) {
      case Answer.Body(int code, JsonNode json) -> send(exchange, code, Json.bytes(json));
      case Answer.Stream stream -> stream(exchange, stream);
    }
  }

  private Answer answer(Request request, Optional<Route> route, Call call) {
    if (route.isEmpty()) {
      return new Reviews(rbac)
          .answer(request)
          .map(review -> (Answer) new Answer.Body(201, review))
          .or(() -> new Discovery(types).answer(request.path()).map(Answer::ok))
          .orElseThrow(ApiException::noSuchPath);
    }
    Route found = route.get();
    String verb = call.verb().equals("apply") ? "patch" : call.verb();
    Need need = new Need(verb, call.group(), found.resource(), call.namespace(), call.name());
    rbac.check(request.user(), verb.equals("create") ? nameless(need) : need);
    if (call.verb().equals("apply") && found.subresource().isEmpty() && !verbs.exists(found)) {
      rbac.check(
          request.user(),
          new Need("create", need.group(), need.resource(), need.namespace(), need.name()));
    }
    return verbs.run(call.verb(), request, found);
  }

  private static Need nameless(Need need) {
    return new Need(need.verb(), need.group(), need.resource(), need.namespace(), "");
  }

  private void stream(HttpExchange exchange, Answer.Stream stream)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    long end = System.nanoTime() + stream.timeout().toNanos();
    try (OutputStream body = exchange.getResponseBody()) {
      body.flush();
      Optional<ObjectNode> event = stream.watch().next(remaining(end));
      while (event.isPresent()) {
        body.write(Json.bytes(event.get()));
        body.write('\n');
        body.flush();
        event = stream.watch().next(remaining(end));
      }
    } finally {
      store.forget(stream.watch());
    }
  }

  private static Duration remaining(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private static void send(HttpExchange exchange, ApiException failure) throws IOException {
    failure
        .retryAfter()
        .ifPresent(wait ->
            exchange.getResponseHeaders().set("Retry-After", Long.toString(wait.toSeconds())));
    send(exchange, failure.code(), failure.status().toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
