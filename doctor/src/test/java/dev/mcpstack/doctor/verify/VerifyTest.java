package dev.mcpstack.doctor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.verification.VerificationOutcome;
import dev.mcpstack.doctor.TestStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Releases that are what they say, and serving cells that are in the way. */
@Timeout(180)
final class VerifyTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/mcp");

  @TempDir private Path folder = Path.of("");

  @Test
  void firstRelease_passesWithoutAServingCell() throws IOException {
    try (TestStack stack = new TestStack(folder, true)) {
      Judged judged = Judged.verify(folder, stack.endpoint());

      assertThat(judged.exitCode()).as(judged.output()).isZero();
      assertThat(judged.outcome()).isEqualTo(VerificationOutcome.PASSED);
      assertThat(judged.healthy())
          .containsExactly("endpoints", "servers", "contracts", "tools", "sources", "source s");
      assertThat(judged.output())
          .contains("ok      source s: query, token")
          .doesNotContain(TestStack.KEY);
    }
  }

  /** A cold server may answer its first calls later; that is no reason to refuse it. */
  @Test
  void answersThatComeLater_areWaitedFor() throws IOException {
    try (TestStack stack =
        new TestStack(folder, true, new InMemoryHandleStore(), PeerTrust.random(), "1ms")) {
      Judged judged = Judged.verify(folder, stack.endpoint());
      assertThat(judged.exitCode()).as(judged.output()).isZero();
    }
  }

  @Test
  void releaseBesideAServingCell_passesAndHandlesCross() throws IOException {
    HandleStore store = new InMemoryHandleStore();
    PeerTrust trust = PeerTrust.random();
    try (TestStack serving = new TestStack(folder, true, store, trust);
        TestStack release = new TestStack(folder, true, store, trust)) {
      Judged judged =
          Judged.verify(folder, release.endpoint(), "--serving", serving.endpoint().toString());

      assertThat(judged.exitCode()).as(judged.output()).isZero();
      assertThat(judged.healthy()).contains("handles").hasSize(7);
    }
  }

  @Test
  void releaseOnAnotherStore_canNotReadHandles() throws IOException {
    try (TestStack serving = new TestStack(folder, true);
        TestStack release = new TestStack(folder, true)) {
      Judged judged =
          Judged.verify(folder, release.endpoint(), "--serving", serving.endpoint().toString());

      assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
      assertThat(judged.bad()).containsExactly("handles");
      assertThat(judged.result().why())
          .isEqualTo(
              "Handles: with a handle that the serving cell made, read_rows fails at the preview (HANDLE_UNKNOWN).");
    }
  }

  @Test
  void releaseWithoutDataScience_lacksItsTools() throws IOException {
    try (TestStack serving = new TestStack(folder, true);
        TestStack release = new TestStack(folder, false)) {
      Judged judged =
          Judged.verify(
              folder,
              release.endpoint(),
              "--serving",
              serving.endpoint().toString(),
              "--deadline",
              "20s");

      assertThat(judged.exitCode()).isEqualTo(1);
      assertThat(judged.result().why())
          .isEqualTo(
              "Servers: datascience is not behind the preview: there is no regression, summarize.");
    }
  }

  @Test
  void removedTools_areLetGoWithTheirServerOrWhereTheyAreAcknowledged() throws IOException {
    HandleStore store = new InMemoryHandleStore();
    PeerTrust trust = PeerTrust.random();
    try (TestStack serving = new TestStack(folder, true, store, trust);
        TestStack release = new TestStack(folder, false, store, trust)) {
      String url = serving.endpoint().toString();
      Judged takenOut =
          Judged.verify(
              folder,
              release.endpoint(),
              "--serving",
              url,
              "--expect",
              "localdata",
              "--deadline",
              "20s");
      assertThat(takenOut.exitCode()).as(takenOut.output()).isZero();
      assertThat(takenOut.output()).contains("lost, and acknowledged: analyze, hypothesis_test");

      Judged let =
          Judged.verify(
              folder,
              release.endpoint(),
              "--serving",
              url,
              "--acknowledged-tool=summarize",
              "--acknowledged-tool=regression",
              "--acknowledged-tool=hypothesis_test",
              "--acknowledged-tool=analyze");
      assertThat(let.exitCode()).as(let.output()).isZero();
      assertThat(let.output()).contains("lost, and acknowledged: analyze, hypothesis_test");
    }
  }

  @Test
  void userChecks_areMade() throws IOException {
    Path checks =
        Files.writeString(
            folder.resolve("checks.yaml"),
            """
            checks:
              - name: sum
                tool: execute_query
                arguments: {source: s, sql: SELECT sum(x) AS total FROM t}
                expect: {/rows: 1}
              - name: mean
                tool: analyze
                arguments: {source: s, sql: SELECT x FROM t, analysis: {type: summarize}}
              - name: refused
                tool: execute_query
                arguments: {source: s, sql: DROP TABLE t}
                expect: {/status: failed}
              - name: wrong
                tool: execute_query
                arguments: {source: s, sql: SELECT x FROM t}
                expect: {/rows: 3}
            """);
    try (TestStack stack = new TestStack(folder, true)) {
      Judged judged = Judged.verify(folder, stack.endpoint(), "--checks", checks.toString());

      assertThat(judged.exitCode()).as(judged.output()).isEqualTo(1);
      assertThat(judged.healthy()).contains("check sum", "check refused");
      assertThat(judged.bad()).contains("check wrong");
      assertThat(judged.result().checks().getLast().text())
          .isEqualTo("the value at /rows is not the one expected");
    }
  }

  @Test
  void servingCellThatIsAway_leavesTheReleaseUnjudged() throws IOException {
    try (TestStack release = new TestStack(folder, true)) {
      Judged judged = Judged.verify(folder, release.endpoint(), "--serving", NOBODY.toString());

      assertThat(judged.exitCode()).isEqualTo(3);
      assertThat(judged.outcome()).isEqualTo(VerificationOutcome.UNJUDGED);
      assertThat(judged.result().why())
          .isEqualTo("Endpoints: the serving cell takes no connections.");
    }
  }

  @Test
  void servingCellThatHangs_leavesTheReleaseUnjudged() throws IOException {
    try (TestStack stack = new TestStack(folder, true);
        LyingFront serving = new LyingFront(stack.endpoint()).hang("\"execute_query\"")) {
      Judged judged =
          Judged.verify(
              folder,
              stack.endpoint(),
              "--serving",
              serving.endpoint().toString(),
              "--deadline",
              "40s");

      assertThat(judged.exitCode()).as(judged.output()).isEqualTo(3);
      assertThat(judged.result().why())
          .isEqualTo("Handles: the serving cell does not answer execute_query in time.");
    }
  }

  @Test
  void sourceThatFailsInBothCells_isNotTheReleasesFault() throws IOException {
    String failed =
        "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"isError\":true,\"content\":[],\"structuredContent\":{\"status\":\"failed\",\"error\":{\"code\":\"SOURCE_UNAVAILABLE\"}}}}";
    try (TestStack stack = new TestStack(folder, true);
        LyingFront serving = failing(stack, failed);
        LyingFront release = failing(stack, failed)) {
      Judged both =
          Judged.verify(folder, release.endpoint(), "--serving", serving.endpoint().toString());
      assertThat(both.exitCode()).as(both.output()).isZero();
      assertThat(both.output())
          .contains(
              "execute_query fails at the preview (SOURCE_UNAVAILABLE); so does the source where it serves");

      Judged one =
          Judged.verify(folder, release.endpoint(), "--serving", stack.endpoint().toString());
      assertThat(one.exitCode()).as(one.output()).isEqualTo(1);
      assertThat(one.result().why())
          .isEqualTo("Source s: execute_query fails at the preview (SOURCE_UNAVAILABLE).");
    }
  }

  private static LyingFront failing(TestStack stack, String failed) {
    return new LyingFront(stack.endpoint())
        .change(
            "\"execute_query\"",
            truth ->
                failed.replace("ID", truth.replaceAll(".*\"id\":(\"[^\"]*\"|[0-9]+).*", "$1")));
  }

  @Test
  void keyThatNothingIsKnownToTake_leavesTheReleaseUnjudged() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "another-key-altogether");
    try (TestStack stack = new TestStack(folder, true)) {
      Path result = folder.resolve("result");
      Judged judged =
          Judged.run(
              result,
              "verify",
              "--preview",
              stack.endpoint().toString(),
              "--key-file",
              other.toString(),
              "--result",
              result.toString());
      assertThat(judged.exitCode()).isEqualTo(3);
      assertThat(judged.result().why()).isEqualTo("Endpoints: the preview refuses the key.");
    }
  }

  @Test
  void nameThatNobodyKnows_leavesTheReleaseUnjudged() throws IOException {
    Judged judged =
        Judged.verify(folder, URI.create("http://preview.invalid:8080/mcp"), "--deadline", "40s");
    assertThat(judged.exitCode()).as(judged.output()).isEqualTo(3);
    assertThat(judged.result().why()).contains("the name of the preview can't be resolved");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Missing required option: '--preview=URL'",
        "--preview nowhere | --preview is a URL",
        "--preview ftp://h/mcp | --preview is a URL",
        "--preview http://h/mcp --serving h | --serving is a URL",
        "--preview http://h/mcp --deadline soon | --deadline is a duration",
        "--preview http://h/mcp --deadline 0s | --deadline is a duration",
        "--preview http://h/mcp --expect gateway | --expect knows localdata and datascience",
        "--preview http://h/mcp --checks /nowhere.yaml | no such file",
        "--preview http://h/mcp --key-file /nowhere | can't be read",
        "--preview http://h/mcp --other | Unknown option",
      })
  void wrongUsage_exitsWithTwo(String arguments, String said) throws IOException {
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1));
    String[] all = new String[words.size() + 1];
    all[0] = "verify";
    for (int word = 0; word < words.size(); word++) {
      all[word + 1] = words.get(word);
    }
    Judged judged = Judged.run(Files.createTempFile(folder, "none", ""), all);
    assertThat(judged.exitCode()).isEqualTo(2);
    assertThat(judged.errors()).contains(said);
    assertThat(judged.json()).isEmpty();
  }

  @Test
  void resultThatCanNotBeWritten_leavesTheExitCode() throws IOException {
    Path nowhere = folder.resolve("none").resolve("result");
    Path empty = Files.createTempFile(folder, "empty", "");
    Judged judged =
        Judged.run(empty, "verify", "--preview", NOBODY.toString(), "--result", nowhere.toString());
    assertThat(judged.exitCode()).isEqualTo(1);
    assertThat(judged.errors()).contains("the result can't be written");
  }
}
