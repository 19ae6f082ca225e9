package dev.mcpstack.mcp.stdio;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.http.ClientGoneException;
import dev.mcpstack.mcp.http.Era;
import dev.mcpstack.mcp.http.Json;
import dev.mcpstack.mcp.http.JsonRpcError;
import dev.mcpstack.mcp.http.JsonRpcMessage;
import dev.mcpstack.mcp.http.McpRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The one client of a pipe. In the older era the connection is the session. */
final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final String SESSION_HEADER = "Mcp-Session-Id";
  private static final String INITIALIZED = "notifications/initialized";
  private static final String CANCELLED = "notifications/cancelled";

  private final LineWriter out;
  private final Principal principal;
  private final List<Era> eras;
  private final StdioLimits limits;
  private final CountDownLatch gone;

  /** Requests in work, by id. */
  private final Map<Object, StdioReply> open = new ConcurrentHashMap<>();

  /** Those of them that are streams on which little happens; the eras bound them. */
  private final Set<StdioReply> longLived = ConcurrentHashMap.newKeySet();

  /** What a session is told by itself. */
  private final AtomicReference<@Nullable StdioReply> listening = new AtomicReference<>();

  /** Messages in work, and the connection itself. */
  private final Phaser working = new Phaser(1);

  private volatile @Nullable String session;
  private volatile boolean closed;

  /**
   * A connection.
   *
   * @param gone counted down when nothing that is written arrives any more
   */
  Connection(
      LineWriter out,
      Principal principal,
      List<Era> eras,
      StdioLimits limits,
      CountDownLatch gone) {
    this.out = out;
    this.principal = principal;
    this.eras = List.copyOf(eras);
    this.limits = limits;
    this.gone = gone;
  }

  int maxAnswerBytes() {
    return limits.maxAnswerBytes();
  }

  /** A header of an answer: the session that the older era's handshake gave. */
  void header(String name, String value) {
    if (name.equalsIgnoreCase(SESSION_HEADER)) {
      session = value;
    }
  }

  void longLived(StdioReply reply) {
    longLived.add(reply);
  }

  void write(byte[] message) throws IOException {
    try {
      out.writeLine(message);
    } catch (IOException e) {
      gone.countDown();
      throw e;
    }
  }

  /** Takes a line; returns before it was answered. */
  void received(Lines.Line line) {
    if (line.tooLong()) {
      refuse(
          JsonRpcError.INVALID_REQUEST,
          "The message is larger than " + limits.maxRequestBytes() + " bytes. Send less at once.");
      return;
    }
    Map<String, Object> message;
    try {
      message = JsonRpcMessage.of(Json.parse(line.bytes()));
    } catch (JacksonException _) {
      // The parser's own text quotes the line and names classes.
      refuse(
          JsonRpcError.PARSE_ERROR,
          "The line is not valid JSON. Send one JSON-RPC message a line.");
      return;
    }
    if (message == null) {
      refuse(
          JsonRpcError.INVALID_REQUEST,
          "The line is not a JSON-RPC 2.0 message. Send one object with \"jsonrpc\": \"2.0\"; batches are not served.");
      return;
    }
    take(new McpRequest(principal, this::lookUp, message, McpRequest.Transport.STDIO));
  }

  private @Nullable String lookUp(String header) {
    return header.equalsIgnoreCase(SESSION_HEADER) ? session : null;
  }

  private void take(McpRequest request) {
    boolean wanted = request.method() != null && request.id() != null;
    StdioReply reply = new StdioReply(this, wanted);
    Object id = request.id();
    if (wanted && id != null) {
      if (open.size() - longLived.size() >= limits.maxInFlight()) {
        reply.refuse(
            new JsonRpcError(
                503,
                JsonRpcError.REFUSED,
                "The server has all the requests in work that it may. Send it again soon."),
            id);
        return;
      }
      // Entered here and not on its own thread, so that a cancel on the next line finds it.
      if (open.putIfAbsent(id, reply) != null) {
        reply.refuse(
            new JsonRpcError(
                400,
                JsonRpcError.INVALID_REQUEST,
                "A request with this id is still being answered. Use a new id for every request."),
            id);
        return;
      }
    }
    working.register();
    Thread.ofVirtual().name("stdio-request").start(() -> serve(request, reply));
  }

  private void serve(McpRequest request, StdioReply reply) {
    Object id = request.id();
    try {
      if (CANCELLED.equals(request.method())) {
        Object named = request.params().get("requestId");
        StdioReply cancelled = named == null ? null : open.get(named);
        if (cancelled != null) {
          cancelled.cancel();
        }
      }
      answer(request, reply);
      if (INITIALIZED.equals(request.method()) && session != null) {
        listen();
      }
    } catch (ClientGoneException e) {
      LOG.debug("The client went away", e);
    } catch (RuntimeException | Error e) {
      String incident = UUID.randomUUID().toString();
      LOG.error("A request failed unexpectedly, incident {}", incident, e);
      reply.refuse(JsonRpcError.unexpected(incident), id);
    } finally {
      longLived.remove(reply);
      if (id != null) {
        open.remove(id, reply);
      }
      working.arriveAndDeregister();
    }
  }

  /**
   * Opens the stream of what a session is told by itself, which by HTTP its client would ask for.
   */
  private void listen() {
    StdioReply stream = new StdioReply(this, false);
    StdioReply before = listening.getAndSet(stream);
    if (before != null) {
      before.cancel();
    }
    McpRequest request =
        new McpRequest(principal, this::lookUp, Map.of(), McpRequest.Transport.STDIO);
    Thread.ofVirtual()
        .name("stdio-listen")
        .start(() -> {
          try {
            for (Era era : eras) {
              if (era.listen(request, stream)) {
                return;
              }
            }
          } catch (ClientGoneException e) {
            LOG.debug("The client went away", e);
          }
        });
  }

  private void answer(McpRequest request, StdioReply reply) {
    for (Era era : eras) {
      if (era.accepts(request)) {
        era.serve(request, reply);
        return;
      }
    }
    reply.refuse(
        new JsonRpcError(
            400,
            JsonRpcError.INVALID_REQUEST,
            "No protocol version that this server speaks fits the request."),
        request.id());
  }

  /** Refuses what has no id. */
  private void refuse(int code, String text) {
    try {
      write(Json.write(new JsonRpcError(400, code, text).toMessage(null)));
    } catch (IOException e) {
      LOG.debug("The client went away", e);
    }
  }

  /** Waits for what runs, but not for long. */
  void settle(Duration limit) {
    try {
      working.awaitAdvanceInterruptibly(working.arrive(), limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      LOG.debug("Requests are cancelled, since nobody waits for them any more");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Cancels what runs. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    eras.forEach(Era::stopping);
    StdioReply stream = listening.get();
    if (stream != null) {
      stream.cancel();
    }
    open.forEach((id, reply) -> {
      reply.cancel();
      cancel(id);
    });
  }

  private void cancel(Object id) {
    Map<String, Object> message =
        Map.of("jsonrpc", "2.0", "method", CANCELLED, "params", Map.of("requestId", id));
    try {
      answer(
          new McpRequest(principal, this::lookUp, message, McpRequest.Transport.STDIO),
          new StdioReply(this, false));
    } catch (RuntimeException e) {
      LOG.debug("A request could not be cancelled", e);
    }
  }
}
