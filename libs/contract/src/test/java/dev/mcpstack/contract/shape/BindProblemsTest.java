package dev.mcpstack.contract.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mcpstack.contract.shape.Samples.Everything;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindProblemsTest {
  @RemovedKey(name = "dsn", replacement = "sources[].url")
  @RemovedKey(name = "workers", replacement = "connections")
  record Server(
      @Description("Where.") @Default("localhost") String host,
      @Description("Which.") @Default("80") int port,
      @Description("How many.") @Default("1") int connections) {}

  record Window(
      @Description("From.") @Range(min = 0) int from, @Description("To.") @Default("9") int to)
      implements SelfChecked {
    Window {
      if (from == 13) {
        throw new IllegalArgumentException("from is not 13");
      }
      if (from == 14) {
        throw new IllegalArgumentException();
      }
      if (from == 15) {
        throw new IllegalStateException("a mistake of ours");
      }
    }

    @Override
    public void check(Problems problems) {
      if (from > to) {
        problems.add("from", Integer.toString(from), "a number not above to (" + to + ")");
      }
      if (to > 100) {
        problems.add("", "from and to are too far apart");
      }
    }
  }

  record Windows(@Description("All.") List<Window> windows) {}

  record Login(
      @Description("Name.") String name,
      @Description("Password.") @Secret @Size(max = 4) String password,
      @Description("Keys.") @Secret @Default("{}") Map<String, Integer> keys) {}

  record Empty() {}

  @Test
  void everyProblem_isReportedAtOnce() {
    Map<String, @Nullable Object> tree = Samples.minimalTree();
    tree.remove("rows");
    tree.put("name", "Sales!");
    tree.put("port", "eighty");
    tree.put("share", 1.5);
    tree.put("on", "yes");
    tree.put("budgit", "15s");
    tree.put("mode", "full");
    tree.put("tls", Map.of("certificat", "x", "mutual", 1));
    tree.put(
        "sources",
        List.of(
            Map.of("type", "Folder"),
            Map.of("type", "MySQL", "url", "x"),
            Map.of("type", "PostgreSQL", "url", ":", "password", 5, "connections", 65)));
    tree.put("tags", List.of("a", "much too long", "c"));
    tree.put("limits", Map.of("cpu", -1, "a.b", "x"));
    tree.put("greatest", 10);
    assertThat(Samples.problems(Everything.class, tree))
        .containsExactlyInAnyOrder(
            "name: found \"Sales!\", expected text of 1 to 20 characters: lower-case letters, digits"
                + " and dashes",
            "port: found \"eighty\", expected a whole number from 1 to 65535",
            "rows: found nothing, expected a whole number of at least 0",
            "share: found 1.5, expected a number from 0 to 1",
            "on: found \"yes\", expected true or false",
            "mode: found \"full\", expected one of: read-only, Full",
            "tls.certificate: found nothing, expected a path",
            "tls.mutual: found 1, expected true or false",
            "tls.certificat: found an unknown key, expected certificate",
            "sources[0].path: found nothing, expected a path",
            "sources[1].type: found \"MySQL\", expected one of: PostgreSQL, Folder",
            "sources[2].url: found \":\", expected an address (URI)",
            "sources[2].password: found ***, expected text",
            "sources[2].connections: found 65, expected a whole number from 1 to 64",
            "tags[1]: found \"much too long\", expected text of at most 8 characters",
            "limits.cpu: found -1, expected a whole number of at least 0",
            "limits[\"a.b\"]: found \"x\", expected a whole number of at least 0",
            "greatest: found 10, expected a number of at most 9",
            "budgit: found an unknown key, expected budget");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "prot; port",
        "Port; port",
        "hots; host",
        "conections; connections",
        "colour; one of: host, port, connections",
        "dsn; sources[].url in its place",
      })
  void unknownKey_namesTheNearest(String key, String expected) {
    String found = key.equals("dsn") ? "a key that was removed" : "an unknown key";
    assertThat(Samples.problems(Server.class, Map.of(key, "x")))
        .containsExactly(key + ": found " + found + ", expected " + expected);
  }

  @Test
  void unknownKey_thatIsLong_isCut() {
    List<String> problems = Samples.problems(Server.class, Map.of("k".repeat(5000), 1));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).hasSizeLessThan(160).endsWith("host, port, connections");
  }

  @Test
  void unknownKey_ofAnEmptyRecord_isRefused() {
    assertThat(Samples.problems(Empty.class, Map.of("a", 1)))
        .containsExactly("a: found an unknown key, expected no key here");
    assertEquals(new Empty(), Samples.bound(Empty.class, Map.of()));
  }

  @Test
  void unknownKeys_inGreatNumber_areCounted() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int index = 0; index < 250; index++) {
      tree.put("key" + index, index);
    }
    List<String> problems = Samples.problems(Server.class, tree);
    assertThat(problems).hasSize(101);
    assertEquals("and 150 more problems", problems.getLast());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "12; windows[1].from: found 12, expected a number not above to (9)",
        "13; windows[1]: from is not 13",
        "14; windows[1]: is not valid",
        "-1; windows[1].from: found -1, expected a whole number of at least 0",
      })
  void brokenRule_isReportedBelowItsRecord(int from, String sentence) {
    Object tree = Map.of("windows", List.of(Map.of("from", 1), Map.of("from", from)));
    assertThat(Samples.problems(Windows.class, tree)).containsExactly(sentence);
  }

  @Test
  void brokenRules_ofTheRoot_areAllReported() {
    assertThat(Samples.problems(Window.class, Map.of("from", 102, "to", 101)))
        .containsExactly(
            "from: found 102, expected a number not above to (101)",
            "from and to are too far apart");
  }

  @Test
  void exception_thatIsNoRefusal_isPassedOn() {
    RecordShape<Window> shape = RecordShape.of(Window.class);
    assertThatThrownBy(() -> shape.bind(Map.of("from", 15)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a mistake of ours");
  }

  @Test
  void secret_isMaskedInProblemsAndInDescriptions() {
    Object wrong = Map.of("name", "ann", "password", "hunter2", "keys", Map.of("one", "s3cret"));
    assertThat(Samples.problems(Login.class, wrong))
        .containsExactly(
            "password: found ***, expected text of at most 4 characters",
            "keys.one: found ***, expected a whole number");
    Login login = new Login("ann", "abcd", Map.of("one", 1));
    assertEquals("Login{name=ann, password=***, keys=***}", RecordShape.describe(login));
    assertThat(Samples.problems(Login.class, Map.of("name", "ann")))
        .containsExactly("password: found nothing, expected text of at most 4 characters");
  }

  @Test
  void bound_givesValueOrProblems() {
    Bound<Server> right = RecordShape.of(Server.class).bind(Map.of());
    Bound<Server> wrong = RecordShape.of(Server.class).bind(Map.of("port", "x"));
    assertThat(right.found()).isEmpty();
    assertThat(wrong.found())
        .containsExactly(new Problem("port", "\"x\"", "a whole number", Optional.empty()));
    assertThatThrownBy(() -> wrong.orElseThrow(all -> new IllegalStateException(all.toString())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("port: found");
  }

  @Test
  void position_isKeptWithAProblem() {
    Problem problem = Problem.of("a", "is wrong").at(new Position(12, 3));
    assertEquals(Optional.of(new Position(12, 3)), problem.position());
    assertEquals("line 12", new Position(12, 3).toString());
    assertEquals("a: is wrong", problem.toString());
  }
}
