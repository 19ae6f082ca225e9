package dev.mcpstack.mcp.http;

import dev.mcpstack.contract.management.WatchedMetric;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.auth.Authenticator;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Takes a request through the checks that cost least first, then hands the parsed message to its
 * era.
 */
final class McpHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(McpHandler.class);

  private final EndpointSettings settings;
  private final OriginGuard guard;
  private final Authenticator authenticator;
  private final Map<String, List<Era>> eras;
  private final long keepAliveMillis;
  private final BooleanSupplier elsewhere;
  private final InFlight inFlight;
  private final LongAdder failed = new LongAdder();

  McpHandler(
      EndpointSettings settings,
      Authenticator authenticator,
      Map<String, List<Era>> eras,
      long keepAliveMillis,
      BooleanSupplier elsewhere) {
    this.settings = settings;
    this.keepAliveMillis = keepAliveMillis;
    this.elsewhere = elsewhere;
    this.inFlight = new InFlight(settings.maxInFlight());
    this.guard = new OriginGuard(settings.allowedHosts(), settings.allowedOrigins());
    this.authenticator = authenticator;
    this.eras = Map.copyOf(eras);
  }

  /** Measures the requests from now on. */
  void measure(MeterRegistry meters, String server) {
    Gauge.builder(WatchedMetric.REQUESTS.meter(), inFlight, InFlight::taken)
        .description("Requests in work; not those that only listen")
        .tag(WatchedMetric.SERVER, server)
        .register(meters);
    FunctionCounter.builder(WatchedMetric.FAILED_REQUESTS.meter(), failed, LongAdder::sum)
        .description("Requests answered with a status from 500")
        .tag(WatchedMetric.SERVER, server)
        .register(meters);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Optional<InFlight.Place> place = inFlight.enter();
    Runnable leave = () -> place.ifPresent(InFlight.Place::close);
    JettyReply reply =
        new JettyReply(response, settings.maxAnswerBytes(), keepAliveMillis, leave, elsewhere);
    try {
      if (place.isPresent()) {
        serveSafely(request, reply);
      } else {
        reply.header("Retry-After", "1");
        refuseUnread(
            request,
            reply,
            refused(503, "The server has all the requests in work that it may. Come again soon."));
      }
      reply.close();
      if (response.getStatus() >= HttpStatus.INTERNAL_SERVER_ERROR_500) {
        failed.increment();
      }
      callback.succeeded();
    } catch (IOException | ClientGoneException e) {
      LOG.debug("The client went away", e);
      callback.failed(e);
    } finally {
      leave.run();
    }
    return true;
  }

  private void serveSafely(Request request, JettyReply reply) throws IOException {
    try {
      serve(request, reply);
    } catch (ClientGoneException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      String incident = UUID.randomUUID().toString();
      LOG.error("A request failed unexpectedly, incident {}", incident, e);
      reply.refuse(JsonRpcError.unexpected(incident), null);
    }
  }

  private void serve(Request request, JettyReply reply) throws IOException {
    Optional<JsonRpcError> refusal = refusal(request, reply);
    if (refusal.isPresent()) {
      refuseUnread(request, reply, refusal.get());
      return;
    }
    Optional<Principal> principal = authenticator.authenticate(Callers.of(request));
    if (principal.isEmpty()) {
      reply.header("WWW-Authenticate", "Bearer realm=\"mcpstack\"");
      refuseUnread(
          request,
          reply,
          refused(
              401,
              "A valid key is needed. Send the header 'Authorization: Bearer <key>' with a key of this stack."));
      return;
    }
    if (isStream(request)) {
      listen(principal.get(), request, reply);
      return;
    }
    byte[] body = body(request);
    if (body == null) {
      reply.header("Connection", "close");
      refuseUnread(
          request,
          reply,
          refused(
              413,
              "The request is larger than "
                  + settings.maxRequestBytes()
                  + " bytes. Send less at once."));
      return;
    }
    dispatch(principal.get(), request, body, reply);
  }

  private void listen(Principal principal, Request request, JettyReply reply) {
    McpRequest mcp = new McpRequest(principal, name -> header(request, name), Map.of());
    for (Era era : eras(request)) {
      if (era.listen(mcp, reply)) {
        return;
      }
    }
    reply.refuse(onlyPost(reply), null);
  }

  /** Those of the endpoint at the path of the request; none where there is no endpoint. */
  private List<Era> eras(Request request) {
    return eras.getOrDefault(Request.getPathInContext(request), List.of());
  }

  private static boolean isStream(Request request) {
    return "GET".equals(request.getMethod());
  }

  private static boolean acceptsStream(Request request) {
    List<String> accept = request.getHeaders().getCSV("Accept", false);
    return accept == null || accept.isEmpty() || accepts(accept, "text/event-stream");
  }

  private static JsonRpcError onlyPost(JettyReply reply) {
    reply.header("Allow", "POST");
    return refused(
        405,
        "Only POST is served, and GET for the stream of a session: send the Mcp-Session-Id that initialize answered with.");
  }

  private Optional<JsonRpcError> refusal(Request request, JettyReply reply) {
    if (!eras.containsKey(Request.getPathInContext(request))) {
      return Optional.of(
          refused(404, "Nothing is here. The MCP endpoint is " + EndpointSettings.PATH + "."));
    }
    if (!guard.allowsHost(request.getHeaders().get(HttpHeader.HOST))) {
      return Optional.of(
          refused(
              421,
              "This server does not answer to that Host. Add the name to the allowed hosts of the stack."));
    }
    if (!guard.allowsOrigin(request.getHeaders().get("Origin"))) {
      return Optional.of(
          refused(
              403,
              "Pages of that Origin may not call. Add it to the allowed origins of the stack."));
    }
    if (isStream(request)) {
      return acceptsStream(request)
          ? Optional.empty()
          : Optional.of(refused(406, "The Accept header must allow text/event-stream."));
    }
    if (!"POST".equals(request.getMethod())) {
      return Optional.of(onlyPost(reply));
    }
    if (!isJson(request.getHeaders().get(HttpHeader.CONTENT_TYPE))) {
      return Optional.of(refused(415, "The content type must be application/json."));
    }
    if (!acceptsAnswers(request.getHeaders().getCSV("Accept", false))) {
      return Optional.of(
          refused(406, "The Accept header must allow application/json and text/event-stream."));
    }
    return Optional.empty();
  }

  private void dispatch(Principal principal, Request request, byte[] body, JettyReply reply) {
    Map<String, Object> message;
    try {
      message = JsonRpcMessage.of(Json.parse(body));
    } catch (JacksonException _) {
      // The parser's own text quotes the body and names classes.
      reply.refuse(
          new JsonRpcError(
              400,
              JsonRpcError.PARSE_ERROR,
              "The body is not valid JSON. Send one JSON-RPC message."),
          null);
      return;
    }
    if (message == null) {
      reply.refuse(
          new JsonRpcError(
              400,
              JsonRpcError.INVALID_REQUEST,
              "The body is not a JSON-RPC 2.0 message. Send one object with \"jsonrpc\": \"2.0\"; batches are not served."),
          null);
      return;
    }
    McpRequest mcp = new McpRequest(principal, name -> header(request, name), message);
    for (Era era : eras(request)) {
      if (era.accepts(mcp)) {
        era.serve(mcp, reply);
        return;
      }
    }
    reply.refuse(
        new JsonRpcError(
            400,
            JsonRpcError.INVALID_REQUEST,
            "No protocol version that this server speaks fits the request."),
        mcp.id());
  }

  /** One that was sent twice is both, so that nobody on the way can have taken the other. */
  private static @Nullable String header(Request request, String name) {
    List<String> values = request.getHeaders().getValuesList(name);
    return values.isEmpty() ? null : String.join(", ", values);
  }

  private byte @Nullable [] body(Request request) throws IOException {
    int limit = settings.maxRequestBytes();
    if (request.getLength() > limit) {
      return null;
    }
    // Never closed: that fails a request that has more to send, and with it the answer.
    InputStream stream = Content.Source.asInputStream(request);
    if (request.getLength() >= 0) {
      // The usual case, without the buffers of an unknown length.
      byte[] bytes = new byte[(int) request.getLength()];
      int read = stream.readNBytes(bytes, 0, bytes.length);
      return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
    }
    byte[] bytes = stream.readNBytes(limit + 1);
    return bytes.length > limit ? null : bytes;
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int semicolon = contentType.indexOf(';');
    String media = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return media.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  private static boolean acceptsAnswers(@Nullable List<String> accept) {
    if (accept == null || accept.isEmpty()) {
      return true;
    }
    return accepts(accept, "application/json") && accepts(accept, "text/event-stream");
  }

  private static boolean accepts(List<String> accept, String type) {
    String family = type.substring(0, type.indexOf('/')) + "/*";
    for (String range : accept) {
      int semicolon = range.indexOf(';');
      String media =
          (semicolon < 0 ? range : range.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
      if (media.equals(type) || media.equals(family) || media.equals("*/*")) {
        return true;
      }
    }
    return false;
  }

  private static void refuseUnread(Request request, JettyReply reply, JsonRpcError error)
      throws IOException {
    reply.refuse(error, null);
    UnreadBody.discard(request);
  }

  private static JsonRpcError refused(int status, String message) {
    return new JsonRpcError(status, JsonRpcError.REFUSED, message);
  }
}
