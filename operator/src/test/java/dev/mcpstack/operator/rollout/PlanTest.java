package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each situation and the step out of it. */
final class PlanTest {
  /**
   * Revisions are written number, identity and {@code +} if complete; the selector is 0 where there
   * is none.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing is there,            0, '',          a, 1, 1, '1'",
    "the first is on its way,     1, '1a',        a, 1, 1, '1'",
    "the first is complete,       1, '1a+',       a, 1, 1, '1'",
    "another is asked for,        1, '1a+',       b, 1, 2, '1 2'",
    "it is on its way,            1, '1a+ 2b',    b, 1, 2, '1 2'",
    "in the other order,          1, '2b 1a+',    b, 1, 2, '1 2'",
    "it is complete,              1, '1a+ 2b+',   b, 2, 2, '1 2'",
    "the selector has moved,      2, '1a+ 2b+',   b, 2, 2, '2'",
    "the new one lost its pods,   2, '1a+ 2b',    b, 2, 2, '2'",
    "the one that serves did,     1, '1a 2b',     b, 1, 2, '1 2'",
    "another before it is done,   1, '1a+ 2b',    c, 1, 3, '1 3'",
    "back before it is done,      1, '1a+ 2b',    a, 1, 1, '1'",
    "and forth again,             1, '1a+ 2b',    b, 1, 2, '1 2'",
    "back while pods are lost,    1, '1a 2b+',    a, 1, 1, '1'",
    "back to an older one,        2, '1a+ 2b+',   a, 2, 3, '2 3'",
    "the selector is lost,        0, '1a+ 2b+',   b, 2, 2, '2'",
    "and the cell is not whole,   0, '1a+ 2b',    b, 2, 2, '2'",
    "the selector runs ahead,     7, '1a+',       a, 1, 1, '1 7'",
    "and nothing is whole,        7, '1a',        a, 7, 1, '1 7'",
    "and another is asked for,    7, '1a+',       b, 7, 8, '7 8'",
    "all releases are lost,       4, '',          a, 4, 5, '4 5'",
  })
  void step_ofEachSituation_isThatOfTheTable(
      String situation,
      int selected,
      String known,
      String asked,
      int active,
      int target,
      String cells) {
    Plan plan =
        Plan.of(
            selected == 0 ? OptionalInt.empty() : OptionalInt.of(selected),
            revisions(known),
            asked);
    assertThat(plan).as(situation).isEqualTo(new Plan(active, target, numbers(cells)));
    assertThat(plan.isStaging()).isEqualTo(active != target);
  }

  private static Set<Integer> numbers(String cells) {
    return Arrays.stream(cells.split(" ", -1)).map(Integer::valueOf).collect(Collectors.toSet());
  }

  private static List<Revision> revisions(String known) {
    return known.isEmpty()
        ? Collections.emptyList()
        : Arrays.stream(known.split(" ", -1))
            .map(text ->
                new Revision(
                    Integer.parseInt(text.substring(0, 1)),
                    text.substring(1, 2),
                    text.endsWith("+")))
            .toList();
  }
}
