package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.server.Change;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both eras on one pipe. */
class StdioTest {
  private static final String INITIALIZE =
      "{'jsonrpc':'2.0','id':'i','method':'initialize','params':{'protocolVersion':'2025-06-18','capabilities':{'elicitation':{}},'clientInfo':{'name':'t','version':'1'}}}";

  private final TestServer server = TestServer.asking();
  private volatile boolean told;
  private final StdioPipe pipe = StdioPipe.of(server);

  @AfterEach
  void close() {
    pipe.close();
    server.close();
  }

  @Test
  void modern_needsNoHeaders() throws IOException {
    assertThat(pipe.modern(1, "server/discover", "")).contains("2026-07-28", "\"id\":1");
    assertThat(pipe.modern("'a'", "tools/call", "'name':'echo','arguments':{'text':'hi'},"))
        .contains("\"id\":\"a\"", "\"text\":\"hi\"");
    assertThat(pipe.modern(2, "resources/read", "'uri':'test://7',")).contains("number 7");
    assertThat(
            pipe.modern(
                3, "tools/call", "'name':'routed','arguments':{'region':'x','inner':{'size':1}},"))
        .contains("routed");
    assertThat(pipe.modern(4, "tools/list", "").replace("2026-07-28", "")).contains("echo");
  }

  @Test
  void legacy_theConnectionIsTheSession() throws IOException {
    assertThat(pipe.ask("{'jsonrpc':'2.0','id':1,'method':'ping'}")).contains("initialize first");
    assertThat(pipe.ask(INITIALIZE)).contains("2025-06-18");
    pipe.send("{'jsonrpc':'2.0','method':'notifications/initialized'}");
    assertThat(pipe.ask("{'jsonrpc':'2.0','id':1,'method':'ping'}")).contains("\"result\":{}");
    // The other era beside it, on the same pipe.
    assertThat(pipe.modern(2, "prompts/get", "'name':'greet','arguments':{'who':'Ada'},"))
        .contains("Hello Ada");
  }

  @Test
  void legacy_isToldOfChangesWithoutAsking() throws IOException {
    pipe.ask(INITIALIZE);
    pipe.send("{'jsonrpc':'2.0','method':'notifications/initialized'}");
    // The stream opens on a thread of its own.
    Thread.startVirtualThread(() -> {
      while (!Thread.currentThread().isInterrupted() && !told) {
        server.changes().publish(new Change.Tools());
        LockSupport.parkNanos(1_000_000);
      }
    });
    assertThat(pipe.line()).contains("notifications/tools/list_changed");
    told = true;
  }

  @Test
  void legacy_elicitation_goesBothWays() throws IOException {
    pipe.ask(INITIALIZE);
    String question =
        pipe.ask(
            "{'jsonrpc':'2.0','id':5,'method':'tools/call','params':{'name':'ask_name','arguments':{}}}");
    assertThat(question).contains("elicitation/create");
    String id = question.replaceAll(".*\"id\":\"?([0-9a-f]+)\"?.*", "$1");
    assertThat(
            pipe.ask(
                "{'jsonrpc':'2.0','id':'%s','result':{'action':'accept','content':{}}}"
                    .formatted(id)))
        .contains("\"id\":5", "Hello accept");
  }

  @Test
  void cancel_inEitherEra_endsTheWorkAndIsNotAnswered() throws IOException {
    Gate first = server.gate("first");
    pipe.send(StdioPipe.modernLine(1, "tools/call", "'name':'slow','arguments':{'gate':'first'},"));
    first.awaitEntered();
    pipe.send("{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':1}}");
    first.awaitCancelled();

    pipe.ask(INITIALIZE);
    Gate second = server.gate("second");
    pipe.send(
        "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'slow','arguments':{'gate':'second'}}}");
    second.awaitEntered();
    pipe.send("{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':2}}");
    second.awaitCancelled();

    assertThat(pipe.ask("{'jsonrpc':'2.0','id':3,'method':'ping'}")).contains("\"id\":3");
  }

  @Test
  void subscription_staysOpenAndIsEndedByACancel() throws IOException {
    String acknowledged =
        pipe.modern(9, "subscriptions/listen", "'notifications':{'toolsListChanged':true},");
    assertThat(acknowledged).contains("notifications/subscriptions/acknowledged");
    server.changes().publish(new Change.Tools());
    assertThat(pipe.line()).contains("notifications/tools/list_changed");
    pipe.send("{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':9}}");
    assertThat(pipe.modern(10, "tools/list", "")).contains("\"id\":10");
  }

  @Test
  void tooMany_andTheSameIdTwice_areRefused() throws IOException {
    Gate gate = server.gate("held");
    for (int id = 1; id <= 3; id++) {
      pipe.send(
          StdioPipe.modernLine(id, "tools/call", "'name':'slow','arguments':{'gate':'held'},"));
    }
    gate.awaitEntered();
    assertThat(pipe.modern(4, "tools/list", "")).contains("-32000", "\"id\":4");
    gate.open();
    for (int id = 1; id <= 3; id++) {
      assertThat(pipe.line()).contains("passed held");
    }
    Gate other = server.gate("other");
    pipe.send(StdioPipe.modernLine(5, "tools/call", "'name':'slow','arguments':{'gate':'other'},"));
    other.awaitEntered();
    assertThat(pipe.modern(5, "tools/list", "")).contains("still being answered");
    other.open();
    assertThat(pipe.line()).contains("passed other");
  }

  @Test
  void answerTooLarge_isAFailureOfTheTool() throws IOException {
    assertThat(pipe.modern(1, "tools/call", "'name':'huge','arguments':{'length':100000},"))
        .contains("RESULT_TOO_LARGE");
  }

  @Test
  void endOfInput_answersWhatIsQuickAndCancelsTheRest() throws Exception {
    Gate gate = server.gate("end");
    pipe.send(StdioPipe.modernLine(1, "tools/call", "'name':'slow','arguments':{'gate':'end'},"));
    gate.awaitEntered();
    assertThat(pipe.modern(2, "tools/call", "'name':'echo','arguments':{'text':'hi'},"))
        .contains("hi");
    pipe.end();
    gate.awaitCancelled();
  }
}
