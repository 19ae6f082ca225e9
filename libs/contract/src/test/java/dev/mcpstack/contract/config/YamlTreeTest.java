package dev.mcpstack.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mcpstack.contract.shape.Position;
import dev.mcpstack.contract.shape.Problem;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlTreeTest {
  static List<Arguments> scalars() {
    return List.of(
        Arguments.of("5", 5),
        Arguments.of("-5", -5),
        Arguments.of("+5", 5),
        Arguments.of("0x1F", 31),
        Arguments.of("0o17", 15),
        Arguments.of("010", 10),
        Arguments.of("2147483648", 2147483648L),
        Arguments.of("9223372036854775808", new BigInteger("9223372036854775808")),
        Arguments.of("1.5", 1.5),
        Arguments.of("-.5", -0.5),
        Arguments.of("1e3", 1000.0),
        Arguments.of("-.inf", Double.NEGATIVE_INFINITY),
        Arguments.of(".NaN", Double.NaN),
        Arguments.of("true", true),
        Arguments.of("False", false),
        Arguments.of("yes", "yes"),
        Arguments.of("on", "on"),
        Arguments.of("2026-01-31", "2026-01-31"),
        Arguments.of("1_000", "1_000"),
        Arguments.of("15s", "15s"),
        Arguments.of("'5'", "5"),
        Arguments.of("\"true\"", "true"),
        Arguments.of("\"a\\nb\"", "a\nb"),
        Arguments.of("|\n  a\n  b", "a\nb\n"),
        Arguments.of("!!str 5", "5"),
        Arguments.of("! 5", "5"),
        Arguments.of("!!int 5", 5),
        Arguments.of("!!int '5'", 5),
        Arguments.of("<<", "<<"),
        Arguments.of("${HOME}", "${HOME}"),
        Arguments.of("http://h:1/p", "http://h:1/p"));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void scalar_isReadByTheCoreSchema(String yaml, Object value) {
    assertEquals(Map.of("a", value), only("a: " + yaml + "\n").root());
  }

  @Test
  void nulls_areKept() {
    Map<String, @Nullable Object> tree = new HashMap<>();
    tree.put("a", null);
    tree.put("b", Arrays.asList(null, null));
    assertEquals(tree, only("a:\nb: [~, null]").root());
  }

  @Test
  void collections_keepTheirOrder() {
    YamlTree tree = only("b: {y: 1, x: [a, {z: 2}]}\na: []\n5: {}\n");
    assertEquals("{b={y=1, x=[a, {z=2}]}, a=[], 5={}}", tree.root().toString());
  }

  @Test
  void documents_thatAreEmpty_areLeftOut() {
    List<YamlTree> trees = YamlTree.parseAll("x", "---\na: 1\n---\n# nothing\n---\nb: 2\n...\n");
    assertEquals(
        List.of(Map.of("a", 1), Map.of("b", 2)), trees.stream().map(YamlTree::root).toList());
    assertEquals(new Position(6, 1), trees.getLast().position("b"));
    assertEquals(List.of(), YamlTree.parseAll("x", ""));
    assertEquals("x", trees.getFirst().source());
  }

  @Test
  void byteOrderMark_isIgnored() {
    assertEquals(Map.of("a", 1), only("\uFEFFa: 1").root());
  }

  @Test
  void positions_areThoseOfKeysAndItems() {
    YamlTree tree =
        only("spec:\n  sources:\n  - url: x\n    name: y\n  - {url: z}\n  a.b:\n    c\n");
    assertEquals(new Position(1, 1), tree.position(""));
    assertEquals(new Position(1, 1), tree.position("spec"));
    assertEquals(new Position(3, 5), tree.position("spec.sources[0]"));
    assertEquals(new Position(4, 5), tree.position("spec.sources[0].name"));
    assertEquals(new Position(5, 6), tree.position("spec.sources[1].url"));
    assertEquals(new Position(6, 3), tree.position("spec[\"a.b\"]"));
    // What is not there is reported at what should hold it.
    assertEquals(new Position(5, 5), tree.position("spec.sources[1].name.first"));
    assertEquals(new Position(1, 1), tree.position("other"));
  }

  @Test
  void alias_standsForItsAnchor() {
    assertEquals(
        Map.of("a", List.of(1), "b", List.of(1), "c", "x", "d", "x"),
        only("a: &l [1]\nb: *l\nc: &s x\nd: *s\n").root());
  }

  static List<Arguments> broken() {
    return List.of(
        Arguments.of(
            "a: 1\nb: 2\na: 3\n",
            "line 3",
            "a: found the key twice, first in line 1, expected it once"),
        Arguments.of("a: {b: 1, b: 2}\n", "line 1", "a.b: found the key twice"),
        Arguments.of("a: b: c\n", "line 1", "found a second colon on one line"),
        Arguments.of("a:\n\tb: 1\n", "line 2", "found a tab, expected spaces in the indentation"),
        Arguments.of("a: 'x\n", "line 2", "found a quote that never ends"),
        Arguments.of("a: @x\n", "line 1", "found a character that cannot start a value"),
        Arguments.of("a: [1, 2\nb: 3\n", "line 2", "found brackets that never close"),
        Arguments.of("a: 1\n  b: 2\n", "line 2", "found a second colon on one line, or a key"),
        Arguments.of("- a\nb: 1\n", "line 2", "found a line that does not fit the indentation"),
        Arguments.of("a: 1\nbc\n", "line 3", "found a line without \"key: value\""),
        Arguments.of("a: \"\\q\"\n", "line 1", "found an unknown escape"),
        Arguments.of("%YAML 2.0\n---\na: 1\n", "", "found text that is not YAML"),
        Arguments.of("a: 1\nb: \u0001\n", "line 2", "found a control character"),
        Arguments.of("a: !!java.net.URL [x]\n", "line 1", "a: found the tag"),
        Arguments.of("a: !thing x\n", "line 1", "a: found a value that the tag forbids"),
        Arguments.of("a: !!int x\n", "line 1", "a: found a value that the tag forbids"),
        Arguments.of(
            "a: " + "1".repeat(200) + "\n", "line 1", "a: found a number that is too long"),
        Arguments.of("? [a]\n: 1\n", "line 1", "found a key that is no text"),
        Arguments.of("a: *b\n", "line 1", "a: found the alias \"b\", expected one whose anchor"),
        Arguments.of("a: &b [*b]\n", "line 1", "a[0]: found the alias \"b\""));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenText_isToldWithItsLine(String yaml, String line, String sentence) {
    ConfigurationException refusal = refusal(yaml);
    assertEquals(1, refusal.problems().size());
    Problem problem = refusal.problems().getFirst();
    assertThat(problem.toString()).startsWith(sentence);
    assertEquals(line, problem.position().map(Position::toString).orElse(""));
    assertThat(refusal.getMessage()).doesNotContain("Exception", "snakeyaml", "org.", "java.lang");
  }

  @Test
  void duplicateKeys_areAllTold() {
    assertEquals(2, refusal("a: 1\na: 2\nb: 1\nb: 2\n").problems().size());
  }

  static List<Arguments> bombs() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int level = 1; level <= 24; level++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(level, level, level - 1, level - 1));
    }
    return List.of(
        Arguments.of("doubling aliases", laughs.toString(), "more than 200000 values"),
        Arguments.of(
            "many aliases", "a: &a 1\nb: [" + "*a, ".repeat(60) + "]\n", "more than 50 aliases"),
        Arguments.of("deep brackets", "[".repeat(100_000), "more than 50 levels"),
        Arguments.of("deep blocks", "- ".repeat(10_000), "more than 50 levels"),
        Arguments.of("many values", "[" + "1,".repeat(300_000) + "]", "more than 200000 values"),
        Arguments.of("long text", "x".repeat(3 << 20) + "x", "more than 3145728 characters"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void bomb_isRefusedSoon(String name, String yaml, String found) {
    ConfigurationException refusal =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> refusal(yaml), name);
    assertThat(refusal.getMessage()).contains("found " + found).hasSizeLessThan(1000);
  }

  @Test
  void fiftyLevels_areRead() {
    assertThat(only("[".repeat(50) + "]".repeat(50)).root()).isInstanceOf(List.class);
  }

  @Test
  void tree_cannotBeChanged() {
    Map<?, ?> root = (Map<?, ?>) only("a: [1]").root();
    assertThatThrownBy(root::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  private static YamlTree only(String yaml) {
    List<YamlTree> trees = YamlTree.parseAll("test", yaml);
    assertEquals(1, trees.size());
    return trees.getFirst();
  }

  private static ConfigurationException refusal(String yaml) {
    return assertThrows(ConfigurationException.class, () -> YamlTree.parseAll("test", yaml));
  }
}
