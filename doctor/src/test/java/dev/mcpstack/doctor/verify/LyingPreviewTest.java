package dev.mcpstack.doctor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.verification.VerificationOutcome;
import dev.mcpstack.doctor.TestStack;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A preview that is not what it says: each must not serve, and none keeps the doctor. */
@Timeout(180)
final class LyingPreviewTest {
  private static final String JSON = "application/json";
  private static final String SUMMARIZE = "\"name\":\"summarize\"";

  /** Short enough to be reached in a test, and long enough for a machine that is busy. */
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\"|[0-9]+)");

  @TempDir private Path folder = Path.of("");
  private TestStack stack;
  private LyingFront front;

  @BeforeEach
  void start() throws IOException {
    stack = new TestStack(folder, true);
    front = new LyingFront(stack.endpoint());
  }

  @AfterEach
  void end() {
    front.close();
    stack.close();
  }

  private static String id(String answer) {
    Matcher id = ID.matcher(answer);
    assertThat(id.find()).isTrue();
    return id.group();
  }

  private Judged judged(String... more) throws IOException {
    String[] all = new String[more.length + 2];
    all[0] = "--deadline";
    all[1] = DEADLINE.toSeconds() + "s";
    System.arraycopy(more, 0, all, 2, more.length);
    return Judged.verify(folder, front.endpoint(), all);
  }

  private Judged unfit(String why) throws IOException {
    Judged judged = judged();
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
    assertThat(judged.outcome()).isEqualTo(VerificationOutcome.FAILED);
    assertThat(judged.result().why()).isEqualTo(why);
    assertThat(judged.took()).isLessThan(DEADLINE);
    assertThat(front.told()).isPositive();
    return judged;
  }

  @Test
  void honestFront_passes() throws IOException {
    Judged judged = judged();
    assertThat(judged.exitCode()).as(judged.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "count", "minimum", "maximum"})
  void wrongFigure_isSeen(String figure) throws IOException {
    front.change(
        SUMMARIZE,
        truth -> truth.replaceAll("\"" + figure + "\":[-0-9.Ee]+", "\"" + figure + "\":4"));
    unfit("Source s: summarize answers figures that are not those of the rows at the preview.");
  }

  @Test
  void wrongRows_areSeen() throws IOException {
    front.change(
        "\"name\":\"read_rows\"",
        truth -> truth.replaceAll("\"rows\":\\[\\[[0-9]+\\]", "\"rows\":[[7]"));
    unfit("Source s: read_rows answers other rows than the query made at the preview.");
  }

  @Test
  void toolsThatAreNotThere_areSeen() throws IOException {
    try (TestStack poor = new TestStack(folder, false);
        LyingFront liar = new LyingFront(poor.endpoint())) {
      liar.change(
          "tools/list",
          truth ->
              truth.replace(
                  "{\"name\":\"read_rows\"",
                  "{\"name\":\"summarize\",\"inputSchema\":{\"type\":\"object\"}},{\"name\":\"regression\",\"inputSchema\":{\"type\":\"object\"}},{\"name\":\"read_rows\""));
      Judged judged = Judged.verify(folder, liar.endpoint());
      assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
      assertThat(judged.result().why()).startsWith("Source s: ").contains("summarize");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\"initialize\", Endpoints: the preview does not answer initialize in time.",
    "\"tools/list\", Servers: the preview does not answer tools/list in time.",
    "\"execute_query\", Source s: the preview does not answer execute_query in time.",
  })
  void previewThatHangs_endsInTime(String at, String why) throws IOException {
    front.hang(at);
    unfit(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"initialize", "tools/list", "execute_query"})
  void previewThatBreaksOff_endsInTime(String at) throws IOException {
    front.breakOff("\"" + at + "\"");
    Judged judged = judged();
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
    assertThat(judged.result().why()).contains("the preview", at);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initialize | application/json | <html>",
        "initialize | text/html | <html>",
        "initialize | application/json | {\"jsonrpc\":\"2.0\",\"id\":0,\"result\":[]}",
        "initialize | text/event-stream | data: {\"jsonrpc\"",
        "tools/list | application/json | {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":7}}",
        "tools/list | application/json | [[[[[[",
        "execute_query | application/json | null",
        "execute_query | text/plain | ok",
      })
  void garbage_isNoAnswer(String at, String type, String body) throws IOException {
    front.say("\"" + at + "\"", 200, type, body);
    Judged judged = judged();
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
    assertThat(judged.result().why()).contains("the preview", at);
    assertThat(judged.took()).isLessThan(DEADLINE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initialize | application/json | '[[[[[[[[[[[[[[[[[[[[[[[['",
        "tools/list | application/json | '                        '",
        "tools/list | text/event-stream | ': nothing\n\n'",
        "execute_query | text/event-stream | 'data: xxxxxxxxxxxxxxxx\n'",
      })
  void endlessAnswer_isCutOff(String at, String type, String text) throws IOException {
    front.endless("\"" + at + "\"", type, text.repeat(1_000));
    Judged judged = judged();
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
    assertThat(judged.result().why()).contains("the preview", at);
    assertThat(judged.took()).isLessThan(DEADLINE);
  }

  @Test
  void endlessPages_areCutOff() throws IOException {
    AtomicReference<String> first = new AtomicReference<>("");
    front.change(
        "tools/list",
        truth -> {
          first.compareAndSet(
              "", truth.replace("\"tools\":", "\"nextCursor\":\"again\",\"tools\":"));
          return first.get().replaceFirst(ID.pattern(), id(truth));
        });
    unfit("Servers: the preview lists tools without end.");
  }

  @Test
  void contractsThatAreNotSaid_orOthers_areSeen() throws IOException {
    front.change("\"initialize\"", truth -> truth.replace("mcpstack.dev/contracts", "other"));
    unfit("Contracts: the preview does not say to which contracts it keeps.");

    try (LyingFront newer = new LyingFront(stack.endpoint())) {
      newer.change("\"initialize\"", truth -> truth.replace("\"data\":1", "\"data\":2"));
      Judged judged =
          Judged.verify(folder, newer.endpoint(), "--serving", stack.endpoint().toString());
      assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
      assertThat(judged.bad()).containsExactly("contracts");
      assertThat(judged.result().why())
          .isEqualTo(
              "Contracts: The release streams rows by contract version 2 and the one that serves by 1: neither could read the other's handles.");
    }
  }

  @Test
  void keyThatComesBack_isNotTold() throws IOException {
    front.change(
        "\"list_sources\"",
        truth -> truth.replace("\"name\":\"s\"", "\"name\":\"" + TestStack.KEY + "\""));
    Judged judged = judged();
    assertThat(judged.exitCode()).isEqualTo(1);
    assertThat(judged.bad()).containsExactly("source ***");
    assertThat(judged.output() + judged.errors() + judged.json()).doesNotContain(TestStack.KEY);
  }

  @Test
  void refusedKey_isThePreviewsFaultWhereTheServingCellTakesIt() throws IOException {
    front.say("\"initialize\"", 401, JSON, "{}");
    Judged judged = judged("--serving", stack.endpoint().toString());
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
    assertThat(judged.result().why()).isEqualTo("Endpoints: the preview refuses the key.");
  }

  @Test
  void serverError_isNoAnswer() throws IOException {
    front.say("\"execute_query\"", 500, "text/plain", "rows: 1, 2, 3");
    Judged judged = judged();
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
    assertThat(judged.json()).doesNotContain("1, 2, 3");
  }

  @Test
  void userCheckThatIsNeverDone_isEnded() throws IOException {
    Path checks =
        Files.writeString(
            folder.resolve("checks.json"),
            "{\"checks\":[{\"name\":\"slow\",\"tool\":\"describe_source\",\"arguments\":{\"source\":\"s\"},\"maxDuration\":\"2s\"}]}",
            StandardCharsets.UTF_8);
    front
        .change(
            "\"describe_source\"",
            truth ->
                truth.replace(
                    "\"status\":\"complete\"",
                    "\"status\":\"pending\",\"pending\":{\"handle\":\"job_x\"}"))
        .hang("\"name\":\"wait\"");
    Judged judged = judged("--checks", checks.toString());
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
    assertThat(judged.result().checks().getLast().text())
        .isEqualTo("describe_source takes longer than 2s");
  }

  /** A check may allow more than there is: then the deadline ends it. */
  @Test
  void deadline_endsWhateverItIs_andSaysWhoWasWaitedFor() throws IOException {
    front.hang("\"describe_source\"");
    Path checks =
        Files.writeString(
            folder.resolve("checks.yaml"),
            "checks: [{name: slow, tool: describe_source, arguments: {source: s}, maxDuration: 1h}]\n");
    Judged judged = judged("--checks", checks.toString());
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(VerifyCommand.DEADLINE_EXIT);
    assertThat(judged.took()).isBetween(DEADLINE, DEADLINE.plusSeconds(15));
    assertThat(judged.outcome()).isEqualTo(VerificationOutcome.FAILED);
    assertThat(judged.result().why())
        .isEqualTo("Deadline: after 40s the preview had not answered describe_source.");
    assertThat(judged.healthy()).contains("source s");
  }

  /** More time mends nothing that has failed, so nobody has to try again. */
  @Test
  @Tag("full")
  void deadlineAfterAFailure_isAVerdict() throws IOException {
    front.hang("\"describe_source\"");
    Path checks =
        Files.writeString(
            folder.resolve("checks.yaml"),
            """
            checks:
            - {name: wrong, tool: list_sources, arguments: {}, expect: {/status: odd}}
            - {name: slow, tool: describe_source, arguments: {source: s}, maxDuration: 1h}
            """);
    Judged judged = judged("--checks", checks.toString());
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
    assertThat(judged.result().why())
        .isEqualTo("Check wrong: the value at /status is not the one expected.");
    assertThat(judged.bad()).containsExactly("check wrong", "deadline");
  }

  @ParameterizedTest
  @CsvSource({
    // What another may have done, or what passes, is not the release's.
    "EXTERNAL, false, 3",
    "UNAVAILABLE, true, 3",
    "INTERNAL, false, 1",
  })
  void failureOnceItServes_isTheReleasesWhereNobodyElseMayHaveMadeIt(
      String category, boolean retryable, int code) throws IOException {
    front.change(
        SUMMARIZE,
        truth ->
            answer(
                truth,
                "{\"status\":\"failed\",\"error\":{\"code\":\"SOME_ERROR\",\"category\":\"%s\",\"retryable\":%s}}"
                    .formatted(category, retryable)));
    Judged judged = judged("--after-switch");
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(code);
    assertThat(judged.result().why())
        .isEqualTo("Source s: summarize fails at the release (SOME_ERROR).");
    assertThat(judged.healthy()).containsExactly("endpoints", "servers", "sources");
  }

  private static String answer(String truth, String content) {
    return "{\"jsonrpc\":\"2.0\","
        + id(truth)
        + ",\"result\":{\"isError\":true,\"content\":[],\"structuredContent\":"
        + content
        + "}}";
  }

  @Test
  void connectionThatBreaksOnceItServes_mayHaveBeenAPodThatWent() throws IOException {
    front.breakOff(SUMMARIZE);
    assertThat(judged("--after-switch").exitCode()).isEqualTo(3);
  }

  @Test
  void releaseThatServes_isAskedAgainUntilItIsWrong() throws IOException {
    AtomicInteger rounds = new AtomicInteger();
    front.change(
        SUMMARIZE,
        truth -> rounds.incrementAndGet() < 3 ? truth : truth.replace("\"mean\":", "\"m\":"));
    Judged judged = judged("--after-switch", "--repeat-for", "10m", "--every", "1ms");
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
    assertThat(rounds).hasValue(3);
    assertThat(judged.output()).containsOnlyOnce("FAILED: ").contains("PASSED: ");
  }

  @Test
  void silentPort_isNoPreview() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      Judged judged =
          Judged.verify(
              folder,
              URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/mcp"),
              "--deadline",
              "8s");
      assertThat(judged.exitCode()).isEqualTo(1);
      assertThat(judged.result().why())
          .isEqualTo("Endpoints: the preview does not answer initialize in time.");
    }
  }
}
