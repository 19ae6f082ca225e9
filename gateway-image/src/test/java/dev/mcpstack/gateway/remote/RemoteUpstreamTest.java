package dev.mcpstack.gateway.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.gateway.error.GatewayError;
import dev.mcpstack.gateway.upstream.RemoteUpstream;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.BrokenRequestException.Kind;
import dev.mcpstack.mcp.call.Inputs;
import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.LogNotice;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.MissingCapabilityException;
import dev.mcpstack.mcp.call.ProgressNotice;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.call.Trace;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.completion.CompletionRequest.Ref;
import dev.mcpstack.mcp.peer.PrincipalHeader;
import dev.mcpstack.mcp.tool.ToolDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, against a server that is scripted. */
final class RemoteUpstreamTest {
  private static final Principal ALICE = new Principal("alice", Set.of("data:query"));
  private static final Map<String, Object> TEXT =
      Map.of("content", List.of(Map.of("type", "text", "text", "done")));

  private final ScriptedServer server = new ScriptedServer();
  private final Remotes remotes = new Remotes();
  private final RecordingClient client = new RecordingClient();
  private final Cancellation cancellation = new Cancellation();

  @AfterEach
  void closeAll() {
    remotes.close();
    server.close();
  }

  private McpCall call() {
    return new McpCall(
        ALICE, "c", cancellation, client, Inputs.NONE, new Trace("00-abc", null, "k=v"));
  }

  private static void tool(ScriptedServer server, Map<String, Object> properties) {
    server.on(
        "tools/list",
        request ->
            request.result(
                Map.of(
                    "tools",
                    List.of(
                        Map.of(
                            "name", "run",
                            "inputSchema", Map.of("type", "object", "properties", properties),
                            "_meta",
                                Map.of(
                                    "mcpstack.dev/scope", "data:query",
                                    "mcpstack.dev/effect", "reads",
                                    "other", 1))))));
  }

  @Test
  void request_carriesWhatTheProtocolAsksFor() throws Exception {
    tool(server, Map.of("region", Map.of("type", "string", "x-mcp-header", "Region")));
    server.on("tools/call", request -> request.result(TEXT));
    RemoteUpstream upstream = remotes.to(server.endpoint());

    assertThat(upstream.call(call(), "run", Map.of("region", "Zürich")).markdown())
        .isEqualTo("done");

    ScriptedServer.Asked request = server.next("tools/call");
    assertThat(request.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
    assertThat(request.header("Mcp-Method")).isEqualTo("tools/call");
    assertThat(request.header("Mcp-Name")).isEqualTo("run");
    assertThat(request.header("Mcp-Param-Region")).isEqualTo("=?base64?WsO8cmljaA==?=");
    assertThat(request.header("Accept")).contains("application/json", "text/event-stream");
    assertThat(request.header(PrincipalHeader.NAME)).isNull();
    assertThat(request.params())
        .containsEntry("name", "run")
        .containsEntry("arguments", Map.of("region", "Zürich"));
    assertThat(request.meta())
        .containsEntry("io.modelcontextprotocol/protocolVersion", "2026-07-28")
        .containsEntry(
            "io.modelcontextprotocol/clientCapabilities",
            Map.of("elicitation", Map.of("form", Map.of())))
        .containsEntry("io.modelcontextprotocol/logLevel", "notice")
        .containsEntry("traceparent", "00-abc")
        .containsEntry("baggage", "k=v")
        .containsKeys("progressToken", "io.modelcontextprotocol/clientInfo")
        .doesNotContainKey("tracestate");
  }

  @Test
  void serverOfTheStack_isToldThePrincipalAndBelievedInItsFacts() throws Exception {
    tool(server, Map.of());
    server.on("tools/call", request -> request.result(TEXT));
    RemoteUpstream upstream =
        remotes.to(server.endpoint(), Optional.of(ServerRole.LOCALDATA), Duration.ofSeconds(30));

    upstream.call(call(), "run", Map.of());

    assertThat(PrincipalHeader.read(server.next("tools/call").header(PrincipalHeader.NAME)))
        .contains(ALICE);
    ToolDefinition tool = upstream.tools().getFirst();
    assertThat(tool.scope()).isEqualTo("data:query");
    assertThat(tool.published()).containsEntry("_meta", Map.of("other", 1));
    assertThat(upstream.keepsOwnHandles()).isTrue();
  }

  @Test
  void foreignServer_grantsNothingByWhatItSays() throws Exception {
    tool(server, Map.of());

    ToolDefinition tool = remotes.to(server.endpoint()).tools().getFirst();

    assertThat(tool.scope()).isEqualTo("tools:call");
    assertThat(tool.published().get("_meta")).asString().contains("mcpstack.dev/scope");
  }

  @Test
  void toolWhoseHeadersAreForbidden_isLeftOut() throws Exception {
    tool(server, Map.of("n", Map.of("type", "number", "x-mcp-header", "N")));

    assertThat(remotes.to(server.endpoint()).tools()).isEmpty();
  }

  @Test
  void pages_areReadToTheLast() throws Exception {
    server.on(
        "prompts/list",
        request ->
            request.result(
                request.params().containsKey("cursor")
                    ? Map.of("prompts", List.of(Map.of("name", "two")))
                    : Map.of("prompts", List.of(Map.of("name", "one")), "nextCursor", "x")));

    assertThat(remotes.to(server.endpoint()).prompts())
        .extracting(prompt -> prompt.name())
        .containsExactly("one", "two");
  }

  @Test
  void progressAndLogs_arePassedOnOneByOneAndInTime() throws Exception {
    server.on(
        "tools/call",
        request -> {
          ScriptedServer.Events events = request.events();
          events.send(": a comment\n\n");
          events.notice("notifications/progress", Map.of("progress", 1, "total", 2.5));
          events.notice("notifications/progress", Map.of("progress", 2, "message", "half"));
          events.notice(
              "notifications/message", Map.of("level", "error", "logger", "l", "data", "text"));
          events.notice("notifications/unheard", Map.of());
          // Nothing more before the test has seen these.
          while (client.told().size() < 3) {
            Thread.onSpinWait();
          }
          events.result(TEXT);
        });

    assertThat(remotes.to(server.endpoint()).call(call(), "run", Map.of()).markdown())
        .isEqualTo("done");

    assertThat(client.told())
        .containsExactly(
            new ProgressNotice(1, OptionalDouble.of(2.5), ""),
            new ProgressNotice(2, OptionalDouble.empty(), "half"),
            new LogNotice(LogLevel.ERROR, "l", "text"));
  }

  @Test
  void cancel_closesTheStreamAtOnce() throws Exception {
    server.on(
        "tools/call",
        request -> {
          ScriptedServer.Events events = request.events();
          events.notice("notifications/progress", Map.of("progress", 1));
          events.untilGone();
        });
    RemoteUpstream upstream = remotes.to(server.endpoint());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Throwable> failure =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      StackException.class, () -> upstream.call(call(), "run", Map.of())),
              threads);
      assertThat(client.told().poll(20, TimeUnit.SECONDS)).isNotNull();

      cancellation.cancel();

      assertThat(failure.get(5, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              StackException.class,
              e -> assertThat(e.code()).isEqualTo(ContractError.CALL_CANCELLED));
    }
    assertThat(server.next("tools/call").isOver()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "400, -32602, INVALID_PARAMS",
    "404, -32601, METHOD_NOT_FOUND",
  })
  void brokenRequest_staysOne(int status, int code, Kind kind) throws Exception {
    server.on("tools/call", request -> request.error(status, code, "look again", null));
    RemoteUpstream upstream = remotes.to(server.endpoint());

    assertThatThrownBy(() -> upstream.call(call(), "run", Map.of()))
        .isInstanceOfSatisfying(
            BrokenRequestException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.safeMessage()).isEqualTo("look again");
            });
  }

  @Test
  void unknownResource_staysOne() throws Exception {
    server.on(
        "resources/read", request -> request.error(200, -32602, "none", Map.of("uri", "test://ü")));
    RemoteUpstream upstream = remotes.to(server.endpoint());

    assertThatThrownBy(() -> upstream.read(call(), "test://ü"))
        .isInstanceOfSatisfying(
            BrokenRequestException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.RESOURCE_NOT_FOUND);
              assertThat(e.data()).isEqualTo(Map.of("uri", "test://ü"));
            });
    assertThat(server.next("resources/read").header("Mcp-Name")).startsWith("=?base64?");
  }

  @Test
  void missingCapability_namesIt() throws Exception {
    server.on(
        "tools/call",
        request ->
            request.error(
                400, -32021, "no", Map.of("requiredCapabilities", Map.of("sampling", Map.of()))));
    RemoteUpstream upstream = remotes.to(server.endpoint());

    assertThatThrownBy(() -> upstream.call(call(), "run", Map.of()))
        .isInstanceOfSatisfying(
            MissingCapabilityException.class,
            e -> assertThat(e.required()).containsOnlyKeys("sampling"));
  }

  @ParameterizedTest
  @CsvSource({
    "500, application/json, '{}', SERVER_FAILED",
    "200, text/html, hello, SERVER_FAILED",
    "200, application/json, '{', SERVER_FAILED",
    "200, text/event-stream, 'data: x', SERVER_UNAVAILABLE",
    "200, text/event-stream, ': nothing', SERVER_UNAVAILABLE",
    "401, application/json, '{\"error\":{\"code\":-32000,\"message\":\"m\"}}', SERVER_REFUSED",
    "421, text/plain, no, SERVER_REFUSED",
    "503, text/plain, busy, CALLS_EXHAUSTED",
    "200, application/json, '{\"error\":{\"code\":-32603,\"message\":\"m\"}}', SERVER_FAILED",
    "400, application/json, '{\"error\":{\"code\":-32022,\"message\":\"m\"}}', SERVER_REFUSED",
  })
  void otherAnswers_areFailuresThatNameTheServer(int status, String type, String body, String code)
      throws Exception {
    server.on("tools/call", request -> request.raw(status, type, body));
    RemoteUpstream upstream = remotes.to(server.endpoint());

    assertFailure(upstream, code);
  }

  @Test
  void answerThatIsTooLarge_isRefused() throws Exception {
    RemoteUpstream upstream = remotes.to(server.endpoint());
    String large = "x".repeat(Remotes.MAX_ANSWER + 1);

    server.on("tools/call", request -> request.raw(200, "application/json", large));
    assertFailure(upstream, "RESULT_TOO_LARGE");
    server.on("tools/call", request -> request.events().send("data: " + large));
    assertFailure(upstream, "RESULT_TOO_LARGE");
  }

  @Test
  void serverThatIsSilentOrGone_isAFailureThatMayPass() throws Exception {
    server.on("tools/call", request -> request.events().untilGone());
    RemoteUpstream upstream =
        remotes.to(server.endpoint(), Optional.empty(), Duration.ofMillis(300));

    assertFailure(upstream, "SERVER_TIMEOUT");
    server.close();
    assertFailure(upstream, "SERVER_UNAVAILABLE");
    assertThat(GatewayError.SERVER_UNAVAILABLE.retryable()).isTrue();
  }

  @Test
  void questionsAndAnswers_passBothWays() throws Exception {
    server.on(
        "prompts/get",
        request ->
            request.result(
                request.params().containsKey("inputResponses")
                    ? Map.of("messages", List.of())
                    : Map.of(
                        "resultType", "input_required",
                        "inputRequests", Map.of("k", Map.of("method", "roots/list")),
                        "requestState", "s")));
    RemoteUpstream upstream = remotes.to(server.endpoint());

    assertThat(upstream.prompt(call(), "p", Map.of("a", "b"))).isInstanceOf(Reply.Needs.class);
    Inputs inputs = new Inputs(Map.of("k", Map.of("roots", List.of())), Optional.of("s"));
    assertThat(upstream.prompt(call().with(inputs), "p", Map.of("a", "b")))
        .isEqualTo(new Reply.Complete(Map.of("messages", List.of())));

    server.next("prompts/get");
    assertThat(server.next("prompts/get").params())
        .containsEntry("requestState", "s")
        .containsEntry("arguments", Map.of("a", "b"));
  }

  @Test
  void completion_isAskedForAsTheProtocolHasIt() throws Exception {
    server.on(
        "completion/complete",
        request ->
            request.result(
                Map.of("completion", Map.of("values", List.of("x", "y"), "hasMore", true))));
    RemoteUpstream upstream = remotes.to(server.endpoint());

    Completion completion =
        upstream.complete(
            call(), new CompletionRequest(new Ref.Template("t://{a}"), "a", "v", Map.of("b", "c")));

    assertThat(completion).isEqualTo(new Completion(List.of("x", "y"), 3));
    assertThat(server.next("completion/complete").params())
        .containsEntry("ref", Map.of("type", "ref/resource", "uri", "t://{a}"))
        .containsEntry("argument", Map.of("name", "a", "value", "v"))
        .containsEntry("context", Map.of("arguments", Map.of("b", "c")));
  }

  @Test
  void resourceLists_areKeptAsLongAsTheyHold() throws Exception {
    server.on(
        "resources/list",
        request ->
            request.result(
                Map.of(
                    "resources",
                    List.of(Map.of("uri", "r:1")),
                    "ttlMs",
                    600_000,
                    "cacheScope",
                    "private")));
    RemoteUpstream upstream = remotes.to(server.endpoint());

    assertThat(upstream.resources(call())).hasSize(1);
    server.on("resources/list", request -> request.error(500, -32603, "again", null));

    assertThat(upstream.resources(call())).hasSize(1);
    assertThatThrownBy(() ->
            upstream.resources(McpCall.of(Principal.withAllScopes("bob"), "c", new Cancellation())))
        .isInstanceOf(StackException.class);
  }

  private void assertFailure(RemoteUpstream upstream, String code) {
    assertThatThrownBy(() -> upstream.call(call(), "run", Map.of()))
        .isInstanceOfSatisfying(
            StackException.class,
            e -> {
              assertThat(e.code().name()).isEqualTo(code);
              assertThat(e.source()).contains("external:it");
              assertThat(e.safeMessage()).contains("external:it");
            });
  }
}
