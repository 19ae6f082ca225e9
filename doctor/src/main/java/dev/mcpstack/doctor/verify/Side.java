package dev.mcpstack.doctor.verify;

import dev.mcpstack.doctor.client.StackClient;
import dev.mcpstack.doctor.tooldiff.OfferedTool;
import dev.mcpstack.doctor.verify.JudgementException.Kind;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One of the two endpoints. Whatever it does, a call ends in time, with an answer or a judgement.
 */
final class Side {
  private static final int MOST_PAGES = 16;
  private static final int MOST_TOOLS = 2_000;

  /** A server that waits as it should needs few; one that does not would be asked for ever. */
  private static final int MOST_WAITS = 500;

  private static final String STATUS = "status";
  private static final String PENDING = "pending";
  private static final String HANDLE = "handle";

  private final Role role;
  private final StackClient client;
  private final Duration limit;
  private final ExecutorService threads;
  private final Consumer<Waiting> waiting;

  /**
   * A side.
   *
   * @param limit of one call
   * @param threads runs the calls
   * @param waiting is told before each call
   */
  Side(
      Role role,
      StackClient client,
      Duration limit,
      ExecutorService threads,
      Consumer<Waiting> waiting) {
    this.role = role;
    this.client = client;
    this.limit = limit;
    this.threads = threads;
    this.waiting = waiting;
  }

  /** Who is waited for, and with which question. */
  record Waiting(Role role, String what) {}

  Role role() {
    return role;
  }

  Duration limit() {
    return limit;
  }

  /** Begins a session. */
  McpSchema.InitializeResult hello() throws JudgementException, InterruptedException {
    McpSchema.InitializeResult hello = ask("initialize", limit, client::initialize);
    if (hello == null || hello.serverInfo() == null) {
      throw odd("initialize");
    }
    return hello;
  }

  /** All tools that it lists. */
  List<OfferedTool> tools() throws JudgementException, InterruptedException {
    List<OfferedTool> tools = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    for (int page = 0; page < MOST_PAGES && tools.size() <= MOST_TOOLS; page++) {
      Optional<String> from = cursor;
      McpSchema.ListToolsResult listed = ask("tools/list", limit, () -> client.tools(from));
      if (listed == null || listed.tools() == null) {
        throw odd("tools/list");
      }
      for (McpSchema.Tool tool : listed.tools()) {
        tools.add(
            new OfferedTool(
                String.valueOf(tool.name()),
                Optional.ofNullable(tool.inputSchema()).orElse(Map.of()),
                Optional.ofNullable(tool.outputSchema())));
      }
      cursor = Optional.ofNullable(listed.nextCursor());
      if (cursor.isEmpty() && tools.size() <= MOST_TOOLS) {
        return List.copyOf(tools);
      }
    }
    throw new JudgementException(
        role.blame(), Kind.WRONG, role.text() + " lists tools without end");
  }

  /** The structured answer of a call that has to be done well. */
  Map<String, Object> complete(String tool, Map<String, Object> arguments)
      throws JudgementException, InterruptedException {
    Map<String, Object> facts = done(tool, arguments, limit);
    if (!"complete".equals(facts.get(STATUS))) {
      throw refused(tool, facts);
    }
    return facts;
  }

  /**
   * The structured answer of a call, well or not; what is pending is waited for, as a cold server
   * may need it.
   */
  Map<String, Object> done(String tool, Map<String, Object> arguments, Duration most)
      throws JudgementException, InterruptedException {
    long start = System.nanoTime();
    Map<String, Object> answer = answer(tool, arguments, most);
    for (int waits = 0; PENDING.equals(answer.get(STATUS)); waits++) {
      Duration left = most.minusNanos(System.nanoTime() - start);
      if (waits == MOST_WAITS
          || !left.isPositive()
          || !(answer.get(PENDING) instanceof Map<?, ?> pending
              && pending.get(HANDLE) instanceof String handle)) {
        throw refused(tool, answer);
      }
      Map<String, Object> waited = answer("wait", Map.of(HANDLE, handle), left);
      answer = PENDING.equals(waited.get(STATUS)) ? answer : own(waited);
    }
    return answer;
  }

  /** What the work answered, which {@code wait} wraps. */
  private static Map<String, Object> own(Map<String, Object> waited) {
    if (!(waited.get("result") instanceof Map<?, ?> result)) {
      return waited;
    }
    Map<String, Object> own = new LinkedHashMap<>();
    own.put(STATUS, String.valueOf(waited.get(STATUS)));
    result.forEach((name, value) -> own.put(String.valueOf(name), value));
    return own;
  }

  private Map<String, Object> answer(String tool, Map<String, Object> arguments, Duration most)
      throws JudgementException, InterruptedException {
    McpSchema.CallToolResult result = ask(tool, most, () -> client.result(tool, arguments));
    if (result == null || !(result.structuredContent() instanceof Map<?, ?> content)) {
      throw odd(tool);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    content.forEach((name, value) -> facts.put(String.valueOf(name), value));
    return facts;
  }

  /** That a tool answered without being done, with the code of the failure where it has one. */
  JudgementException refused(String tool, Map<String, Object> facts) {
    String code =
        facts.get("error") instanceof Map<?, ?> error
                && error.get("code") instanceof String text
                && text.matches("[A-Z][A-Z0-9_]{0,63}")
            ? " (" + text + ")"
            : "";
    String how = PENDING.equals(facts.get(STATUS)) ? " is not done in time" : " fails";
    return new JudgementException(
        role.blame(facts), Kind.REFUSED, tool + how + " at " + role.text() + code);
  }

  private JudgementException odd(String what) {
    return new JudgementException(
        role.blame(), Kind.WRONG, role.text() + " answers " + what + " with something else");
  }

  private <T> T ask(String what, Duration most, Callable<T> question)
      throws JudgementException, InterruptedException {
    waiting.accept(new Waiting(role, what));
    Future<T> answer = threads.submit(question);
    try {
      return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw Silences.judge(role, what, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw Silences.judge(role, what, e);
    } finally {
      answer.cancel(true);
    }
  }
}
