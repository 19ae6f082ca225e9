package dev.mcpstack.standalone.bridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Sends messages to the endpoint and delivers what it answers. Thread-safe. */
final class Carrier implements AutoCloseable {
  private static final int MOST_BYTES = 64 << 20;

  /** What was never sent is sent again, over about four seconds: a rollout or a restart. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final Remote remote;
  private final Refusals refusals;
  private final Consumer<Message> host;
  private final Consumer<String> notes;
  private final ParameterHeaders parameters = new ParameterHeaders();
  private final Sessions sessions;
  private final CountDownLatch closed = new CountDownLatch(1);

  Carrier(Remote remote, Refusals refusals, Consumer<Message> host, Consumer<String> notes) {
    this.remote = remote;
    this.refusals = refusals;
    this.host = host;
    this.notes = notes;
    this.sessions = new Sessions(this, remote, closed);
  }

  /** Sends a message and delivers what comes back, whatever it is. */
  void carry(Message message, Exchange exchange) {
    Object id = message.isRequest() ? message.id() : null;
    Optional<Message> refusal;
    try {
      refusal = exchange(message, exchange);
    } catch (CancellationException _) {
      return;
    } catch (ConnectException | HttpConnectTimeoutException _) {
      notes.accept(refusals.awayText());
      refusal = Optional.ofNullable(id).map(refusals::away);
    } catch (SSLHandshakeException _) {
      notes.accept(refusals.untrustedText());
      refusal = Optional.ofNullable(id).map(refusals::untrusted);
    } catch (IOException e) {
      notes.accept("the connection broke: " + e.getMessage());
      refusal = Optional.ofNullable(id).map(refusals::broken);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      notes.accept("unexpected: " + e);
      refusal = Optional.ofNullable(id).map(refusals::strange);
    }
    if (!exchange.isCancelled()) {
      refusal.ifPresent(host);
    }
  }

  private Optional<Message> exchange(Message message, Exchange exchange)
      throws IOException, InterruptedException {
    Session session = sessions.current();
    HttpResponse<InputStream> response = post(message, exchange, session);
    if (response.statusCode() == 404
        && session != null
        && session.id().isPresent()
        && message.version().isEmpty()
        && !message.is("initialize")) {
      // The endpoint has forgotten the session. The protocol has its client begin another.
      response.body().close();
      session = sessions.renew(session);
      response = post(message, exchange, session);
    }
    Object id = message.isRequest() ? message.id() : null;
    if (response.statusCode() / 100 != 2) {
      notes.accept(refusals.what(response.statusCode()));
      Map<?, ?> error = Message.errorIn(read(response));
      int status = response.statusCode();
      return Optional.ofNullable(id).map(known -> refusals.ofStatus(known, status, error));
    }
    boolean answered = receive(message, response);
    if (message.is("notifications/initialized") && session != null) {
      sessions.listen(session);
    }
    return id == null || answered ? Optional.empty() : Optional.of(refusals.broken(id));
  }

  /** Posts it, again while nobody is there. */
  HttpResponse<InputStream> post(Message message, Exchange exchange, @Nullable Session session)
      throws IOException, InterruptedException {
    for (Duration pause : PAUSES) {
      try {
        return exchange.await(
            remote.post(message, RequestHeaders.of(message, session, parameters)));
      } catch (ConnectException | HttpConnectTimeoutException _) {
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new CancellationException();
        }
      }
    }
    return exchange.await(remote.post(message, RequestHeaders.of(message, session, parameters)));
  }

  /** Delivers the messages of an answer; returns whether the response was among them. */
  private boolean receive(Message request, HttpResponse<InputStream> response) throws IOException {
    boolean answered = false;
    if (isStream(response)) {
      EventStream events = new EventStream();
      try (BufferedReader reader = lines(response)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          Optional<Message> message = events.line(line).flatMap(Carrier::message);
          if (message.isPresent()) {
            answered |= pass(request, message.get(), response);
          }
        }
      } catch (IOException e) {
        if (!answered) {
          throw e;
        }
      }
      return answered;
    }
    byte[] body = read(response);
    Optional<Message> message = Message.of(body);
    if (message.isEmpty() && request.isRequest()) {
      throw new IllegalStateException("the answer is no JSON-RPC message");
    }
    return message.isPresent() && pass(request, message.get(), response);
  }

  private boolean pass(Message request, Message message, HttpResponse<?> response) {
    boolean answers = message.answers(request.id());
    if (answers && request.is("initialize")) {
      sessions.begun(request, message, response.headers().firstValue(Session.HEADER));
    } else if (answers && request.is("tools/list")) {
      parameters.learn(message.result());
    }
    host.accept(message);
    return answers;
  }

  /** Delivers what comes on a stream of the endpoint's own. */
  void deliver(Message message) {
    host.accept(message);
  }

  static boolean isStream(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Content-Type")
        .filter(type -> type.toLowerCase(java.util.Locale.ROOT).startsWith("text/event-stream"))
        .isPresent();
  }

  static BufferedReader lines(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  static Optional<Message> message(String event) {
    return Message.of(event.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] read(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("an answer is longer than " + MOST_BYTES + " bytes");
      }
      return bytes;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    sessions.close();
  }
}
