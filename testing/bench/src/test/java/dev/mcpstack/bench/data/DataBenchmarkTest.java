package dev.mcpstack.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.bench.WrongAnswerException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every path of {@code DataBenchmark} once over each transport, with its answers checked. */
final class DataBenchmarkTest {
  @Test
  void measure_everyCaseOverEachTransport_readsTheRightRows(@TempDir Path folder) throws Exception {
    DataSettings settings =
        DataSettings.of(
            new String[] {
              "rounds=1",
              "warmup=0",
              // Several chunks and batches, the last of them not full.
              "rows=40000",
              "streams=1,3",
              "firsts=2",
              "firstRows=20000",
              "queryRows=20001"
            });

    Map<Transport, DataResults> results = new EnumMap<>(Transport.class);
    new DataRun(folder, settings).measure(results::put);

    assertThat(results).containsOnlyKeys(Transport.values());
    for (DataResults each : results.values()) {
      assertThat(each.cases().keySet())
          .containsExactly("a", "b", "c", "d", "e 1", "e 3", "g", "g JDBC", "h", "h Arrow");
      assertThat(each.cases().keySet()).allSatisfy(id -> assertThat(each.of(id)).hasSize(1));
      assertThat(each.firstMillis())
          .containsOnlyKeys(
              "a complete result", "a result being written", "a query of PostgreSQL as it runs");
      assertThat(each.firstMillis().get("a complete result")).hasSize(2);
      assertThat(each.of("e 3").getFirst().bytes()).isEqualTo(3 * 40_000 * 64);
    }
  }

  @Test
  void measure_caseThatReadsOtherRows_isRefused() {
    Answer expected = Numbers.answer(10);
    DataCase wrong =
        DataCase.of("a", "the case", () -> new Answer(10, expected.sum() + 1), expected);
    assertThatThrownBy(wrong::measure)
        .isInstanceOf(WrongAnswerException.class)
        .hasMessageStartingWith("the case: Answer[rows=10, sum=");
  }

  @Test
  void answer_ofRows_isTheSumOfTheirValues() {
    double sum = 0;
    for (double[] column : Numbers.columns(1_000)) {
      for (double value : column) {
        sum += value;
      }
    }
    assertThat(Numbers.answer(1_000)).isEqualTo(new Answer(1_000, sum));
  }

  @Test
  void of_someCases_neitherStartsNorMeasuresTheOthers(@TempDir Path folder) throws Exception {
    DataSettings settings =
        DataSettings.of(new String[] {"rounds=2", "warmup=1", "rows=10", "cases=ad", "tls=off"});
    Map<Transport, DataResults> results = new EnumMap<>(Transport.class);
    new DataRun(folder, settings).measure(results::put);
    assertThat(results).containsOnlyKeys(Transport.PLAIN);
    assertThat(results.values())
        .allSatisfy(plain -> {
          assertThat(List.copyOf(plain.cases().keySet())).isEqualTo(List.of("a", "d"));
          assertThat(plain.of("a")).hasSize(2);
        });
  }
}
