package dev.mcpstack.standalone.bridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The session of the older era: begins it, begins it anew when the endpoint forgot it, and listens
 * to what the endpoint sends by itself. The host knows of one session only.
 */
final class Sessions implements AutoCloseable {
  private static final long PAUSE_SECONDS = 2;
  private static final Message INITIALIZED =
      Message.of(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));

  private final Carrier carrier;
  private final Remote remote;
  private final CountDownLatch closed;
  private volatile @Nullable Session current;
  private volatile @Nullable Exchange listening;

  Sessions(Carrier carrier, Remote remote, CountDownLatch closed) {
    this.carrier = carrier;
    this.remote = remote;
    this.closed = closed;
  }

  @Nullable Session current() {
    return current;
  }

  /** Takes over what a handshake came to. */
  void begun(Message initialize, Message answer, Optional<String> id) {
    if (answer.result().get("protocolVersion") instanceof String version) {
      current = new Session(initialize, id, version);
    }
  }

  /**
   * Begins a session like one that the endpoint has forgotten; once for all who find out.
   *
   * @throws IOException when the endpoint gives none, or speaks another version now
   */
  synchronized Session renew(Session lost) throws IOException, InterruptedException {
    Session known = current;
    if (known != null && !known.equals(lost)) {
      return known;
    }
    Message initialize = lost.initialize();
    HttpResponse<InputStream> response = carrier.post(initialize, new Exchange(), null);
    Message answer =
        answer(response)
            .filter(message -> message.answers(initialize.id()))
            .orElseThrow(() -> new IOException("the endpoint gives no new session"));
    if (!lost.version().equals(answer.result().get("protocolVersion"))) {
      throw new IOException("the endpoint speaks another version now: restart the host");
    }
    Session renewed =
        new Session(initialize, response.headers().firstValue(Session.HEADER), lost.version());
    carrier.post(INITIALIZED, new Exchange(), renewed).body().close();
    current = renewed;
    listen(renewed);
    return renewed;
  }

  private static Optional<Message> answer(HttpResponse<InputStream> response) throws IOException {
    if (!Carrier.isStream(response)) {
      return Message.of(Carrier.read(response));
    }
    EventStream events = new EventStream();
    try (BufferedReader lines = Carrier.lines(response)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Message> message = events.line(line).flatMap(Carrier::message);
        if (message.isPresent()) {
          return message;
        }
      }
    }
    return Optional.empty();
  }

  /** Listens from now on to what the endpoint sends by itself, if it offers that. */
  void listen(Session session) {
    Exchange before = listening;
    if (before != null) {
      before.cancel();
    }
    Exchange exchange = new Exchange();
    listening = exchange;
    Thread.ofVirtual().name("bridge-listen").start(() -> listen(session, exchange));
  }

  private void listen(Session session, Exchange exchange) {
    EventStream events = new EventStream();
    try {
      do {
        Map<String, String> headers = new LinkedHashMap<>(session.headers());
        events.lastId().ifPresent(id -> headers.put("Last-Event-ID", id));
        try {
          HttpResponse<InputStream> response = exchange.await(remote.listen(headers));
          if (response.statusCode() != 200 || !Carrier.isStream(response)) {
            response.body().close();
            return; // It offers none, or knows the session no more, which the next request finds.
          }
          deliver(response, events);
        } catch (IOException _) {
          // It broke, or nobody is there: again after the pause, for as long as the host lives.
        }
      } while (session.equals(current)
          && !exchange.isCancelled()
          && !closed.await(PAUSE_SECONDS, TimeUnit.SECONDS));
    } catch (CancellationException _) {
      return; // Another session began, or the host has gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(HttpResponse<InputStream> response, EventStream events) throws IOException {
    try (BufferedReader lines = Carrier.lines(response)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        events.line(line).flatMap(Carrier::message).ifPresent(carrier::deliver);
      }
    }
  }

  /** Stops listening and tells the endpoint that the session is over. */
  @Override
  public void close() {
    Exchange exchange = listening;
    if (exchange != null) {
      exchange.cancel();
    }
    Session session = current;
    if (session != null && session.id().isPresent()) {
      try {
        remote.end(session.headers()).get(1, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException _) {
        return; // It ends by itself.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
