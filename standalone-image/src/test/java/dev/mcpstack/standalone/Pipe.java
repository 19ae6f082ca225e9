package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A host that speaks the older era in lines, and finds every line of the other side to be JSON. */
final class Pipe {
  private static final String INITIALIZE =
      "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"pipe\",\"version\":\"1\"}}";

  private final Talker program;
  private final AtomicInteger ids = new AtomicInteger();
  private final List<Map<?, ?>> notifications = new ArrayList<>();

  Pipe(Talker program) {
    this.program = program;
  }

  /** Begins; returns the answer to initialize. */
  Map<?, ?> initialize() throws IOException {
    Map<?, ?> result = result(request("initialize", INITIALIZE));
    program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return result;
  }

  /** Sends a request and returns its id. */
  int send(String method, String params) throws IOException {
    int id = ids.incrementAndGet();
    program.send(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params));
    return id;
  }

  /** The next response; what comes before it is kept. */
  Map<?, ?> response() throws IOException {
    while (true) {
      Object line = Json.parse(program.line().getBytes(StandardCharsets.UTF_8));
      assertThat(line).isInstanceOf(Map.class);
      Map<?, ?> message = (Map<?, ?>) line;
      assertThat(message.get("jsonrpc")).isEqualTo("2.0");
      if (message.containsKey("method")) {
        notifications.add(message);
      } else {
        return message;
      }
    }
  }

  /** Sends a request and returns the response to it, which must be the next. */
  Map<?, ?> request(String method, String params) throws IOException {
    int id = send(method, params);
    Map<?, ?> response = response();
    assertThat(response.get("id")).as("%s", response).isEqualTo(id);
    return response;
  }

  /** Calls a tool and returns what it says to programs. */
  Map<?, ?> call(String tool, String arguments) throws IOException {
    Map<?, ?> result =
        result(
            request("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments)));
    assertThat(result.get("isError")).as("%s", result).isNotEqualTo(true);
    return (Map<?, ?>) Objects.requireNonNull(result.get("structuredContent"));
  }

  List<Map<?, ?>> notifications() {
    return notifications;
  }

  static Map<?, ?> result(Map<?, ?> response) {
    assertThat(response.get("result")).as("%s", response).isInstanceOf(Map.class);
    return response.get("result") instanceof Map<?, ?> result ? result : Map.of();
  }
}
