package dev.mcpstack.contract.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mcpstack.contract.shape.Samples.Database;
import dev.mcpstack.contract.shape.Samples.Everything;
import dev.mcpstack.contract.shape.Samples.Folder;
import dev.mcpstack.contract.shape.Samples.Mode;
import dev.mcpstack.contract.shape.Samples.Source;
import dev.mcpstack.contract.shape.Samples.Tls;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WriteTest {
  record Any(@Description("Anything.") Object value) {}

  record Fit(
      @Description("An estimate.") double estimate,
      @Description("An error.") Optional<Double> error,
      @Description("All.") List<Double> all) {}

  @Test
  void tree_ofABoundRecord_holdsWhatWasBound() {
    Everything value = Samples.bound(Everything.class, Samples.fullTree());
    Map<String, @Nullable Object> tree = RecordShape.of(Everything.class).toTree(value);
    assertThat(tree).containsAllEntriesOf(withDefaultsWritten());
    assertEquals(
        List.copyOf(
            RecordShape.of(Everything.class).components().stream()
                .map(ShapeComponent::key)
                .toList()),
        List.copyOf(tree.keySet()));
    assertEquals(tree, RecordShape.treeOf(value));
  }

  private static Map<String, @Nullable Object> withDefaultsWritten() {
    Map<String, @Nullable Object> tree = Samples.fullTree();
    tree.put(
        "sources",
        List.of(
            Map.of(
                "type", "PostgreSQL",
                "url", "postgres://db/sales",
                "password", "hunter2",
                "connections", 8),
            Map.of("type", "Folder", "path", "/csv")));
    return tree;
  }

  record Entries(@Description("Any values.") Map<String, @Nullable Object> entries) {}

  @Test
  void nullEntriesOfAMap_areWritten() {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("a", null);
    entries.put("b", 1);

    assertEquals(
        Map.of("entries", entries), RecordShape.of(Entries.class).toTree(new Entries(entries)));
  }

  @Test
  void absentValues_areLeftOut() {
    Everything value = Samples.bound(Everything.class, Samples.minimalTree());
    assertThat(RecordShape.treeOf(value)).doesNotContainKeys("tls", "comment", "greatest");
  }

  @Test
  void discriminator_isWrittenFirst() {
    Everything value = Samples.bound(Everything.class, Samples.minimalTree());
    assertThat(String.valueOf(RecordShape.treeOf(value).get("sources")))
        .endsWith("{type=Folder, path=/csv}]");
  }

  @Test
  void numberThatIsNone_isNullOrLeftOut() {
    Fit fit =
        new Fit(
            Double.NaN,
            Optional.of(Double.NEGATIVE_INFINITY),
            List.of(1.0, Double.POSITIVE_INFINITY));
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("estimate", null);
    tree.put("all", Arrays.asList(1.0, null));
    assertEquals(tree, RecordShape.treeOf(fit));
  }

  static List<Arguments> anyValues() {
    return List.of(
        Arguments.of("x", "x"),
        Arguments.of(1, 1),
        Arguments.of(2L, 2L),
        Arguments.of((short) 3, (short) 3),
        Arguments.of((byte) 4, (byte) 4),
        Arguments.of(0.5, 0.5),
        Arguments.of(0.5f, 0.5f),
        Arguments.of(BigDecimal.TEN, BigDecimal.TEN),
        Arguments.of(BigInteger.TWO, BigInteger.TWO),
        Arguments.of(true, true),
        Arguments.of(Mode.READ_ONLY, "read-only"),
        Arguments.of(Duration.ofSeconds(15), "15s"),
        Arguments.of(DataSize.ofMebibytes(64), "64MiB"),
        Arguments.of(Path.of("/a"), "/a"),
        Arguments.of(URI.create("a:b"), "a:b"),
        Arguments.of(Instant.EPOCH, "1970-01-01T00:00:00Z"),
        Arguments.of(LocalDate.EPOCH, "1970-01-01"),
        Arguments.of(Optional.of(Mode.Full), "Full"),
        Arguments.of(new Tls(Path.of("a"), true), Map.of("certificate", "a", "mutual", true)),
        Arguments.of(List.of(Mode.Full, 1), List.of("Full", 1)),
        Arguments.of(
            Arrays.asList(1.0, null, Double.NaN, Float.NaN, Optional.empty()),
            Arrays.asList(1.0, null, null, null, null)),
        Arguments.of(Map.of(Mode.Full, Duration.ZERO), Map.of("Full", "0s")));
  }

  @ParameterizedTest
  @MethodSource("anyValues")
  void anyValue_isWrittenByItsType(Object value, Object written) {
    assertEquals(Map.of("value", written), RecordShape.treeOf(new Any(value)));
  }

  @Test
  void valueWithoutAForm_isRefused() {
    for (Object value : List.of(new byte[1], new Object(), Thread.currentThread())) {
      assertThatThrownBy(() -> RecordShape.treeOf(new Any(value)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("no form is defined for a value of ");
    }
  }

  @Test
  void description_masksCredentials() {
    Database database = new Database(URI.create("postgres://ann:pw@db/x"), "hunter2", 8);
    assertEquals(
        "Database{url=postgres://***@db/x, password=***, connections=8}",
        RecordShape.describe(database));
    assertEquals(
        "Any{value=[http://***@x, b?token=***]}",
        RecordShape.describe(new Any(List.of("http://u:p@x", "b?token=q"))));
  }

  @Test
  void randomRecords_surviveWritingAndBinding() {
    Random random = new Random(20261120);
    for (int round = 0; round < 500; round++) {
      Everything value = random(random);
      Map<String, @Nullable Object> tree = RecordShape.of(Everything.class).toTree(value);
      assertEquals(value, Samples.bound(Everything.class, tree));
    }
  }

  private static Everything random(Random random) {
    return new Everything(
        "n" + random.nextInt(1000),
        random.nextInt(1, 65536),
        random.nextLong(Long.MAX_VALUE),
        random.nextDouble(),
        new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(20)),
        random.nextBoolean(),
        Duration.ofSeconds(random.nextLong(1L << random.nextInt(1, 50)), nanos(random)),
        new DataSize(random.nextLong(1L << random.nextInt(1, 62))),
        Path.of("/p" + random.nextInt()),
        URI.create("http://h/" + random.nextInt()),
        random.nextBoolean() ? Mode.Full : Mode.READ_ONLY,
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        LocalDate.ofEpochDay(random.nextInt(100_000)),
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new Tls(Path.of("c"), random.nextBoolean())),
        sources(random),
        random.nextBoolean() ? List.of() : List.of("a", "b,c"),
        random.nextBoolean() ? Map.of() : Map.of("a.b", 1, "", 2),
        random.nextBoolean() ? "text" : Map.of("a", List.of(1, 2.5, true)),
        List.of(Arrays.asList(1, null, "x")),
        random.nextBoolean() ? null : "comment",
        random.nextBoolean() ? Optional.empty() : Optional.of(random.nextDouble()));
  }

  private static int nanos(Random random) {
    int[] choices = {0, 500_000_000, 1_000, random.nextInt(1_000_000_000)};
    return choices[random.nextInt(choices.length)];
  }

  private static List<Source> sources(Random random) {
    List<Source> sources = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      sources.add(
          random.nextBoolean()
              ? new Folder(Path.of("f" + random.nextInt()))
              : new Database(URI.create("a:b"), "p", random.nextInt(1, 65)));
    }
    return sources;
  }
}
