package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference of rollouts is written from the tables that {@link RolloutEdgesTest} holds to. */
final class RolloutPageTest {
  private static final Path PAGE = Path.of("../docs/reference/rollout.md");

  @Test
  void page_isThatOfTheStateMachine() throws IOException {
    String made =
        """
        <!-- Written by RolloutPageTest from the tables that the tests hold the state machine to; edit there, not here. -->

        # Phases of a rollout

        `status.rollout.phase` of a stack says where its rollout is, `status.rollout.deadline` until when at the latest, `status.message` why. How to change a stack, and what
        to ask for: [operations](../operations.md#change-a-stack). Tests walk every situation that events in any order lead to: no other edge is taken.

        ```mermaid
        stateDiagram-v2
        """
            + diagram()
            + """
            ```

            | phase | what goes on | selector of the endpoint | selector of the preview | ends at the latest after |
            |---|---|---|---|---|
            """
            + phases()
            + """

            Deadlines are points in time, written down when a phase begins: nothing that happens meanwhile moves them. `Bootstrapping` has nothing to go back to: after its own it is
            said to be late. A selector never leaves a cell that can answer for one that can't. While `rollout.paused` is true nothing new begins, no cell takes over, and
            `Observing` does not end well; failures and deadlines count.

            ## Edges

            | from | to | event | when |
            |---|---|---|---|
            """
            + edges()
            + """

            One look may take several in a row. What ends in `Stable` of the old revision for a fault of the new one is remembered in `status.rollout.failed`, and is not tried again by
            itself.

            ## Cells that leave

            A revision whose cell is still there after its phase is in `status.rollout.leaving`, beside any phase, and keeps its pods until it goes.

            | why | how it got there | goes at the latest after | goes before, if |
            |---|---|---|---|
            """
            + leaving()
            + """

            One that is selected, or that a phase is about, never goes.
            """;
    if (Boolean.getBoolean("mcpstack.docs.update")) {
      Files.writeString(PAGE, made);
    }
    assertThat(PAGE).hasContent(made);
  }

  private static String diagram() {
    Map<String, String> arrows = new LinkedHashMap<>();
    for (Edge edge : Edge.ALL) {
      String from = edge.from().isEmpty() ? "[*]" : "";
      if (!from.isEmpty()) {
        arrows.merge(from + " --> " + edge.to(), edge.event(), (old, more) -> old + ", " + more);
      }
      edge.from()
          .forEach(phase ->
              arrows.merge(
                  phase + " --> " + edge.to(), edge.event(), (old, more) -> old + ", " + more));
    }
    return arrows.entrySet().stream()
        .map(arrow -> "    " + arrow.getKey() + " : " + arrow.getValue() + "\n")
        .collect(Collectors.joining());
  }

  private static String phases() {
    return Shown.ALL.stream()
        .map(shown ->
            "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                    shown.name(),
                    shown.meaning(),
                    revision(shown.serves()),
                    revision(shown.preview()),
                    shown.setting().isEmpty() ? "" : "`" + shown.setting() + "`"))
        .collect(Collectors.joining());
  }

  private static String revision(int number) {
    return number == 1 ? "old" : "new";
  }

  private static String edges() {
    return Edge.ALL.stream()
        .map(edge ->
            "| %s | `%s` | %s | %s |\n"
                .formatted(
                    edge.from().isEmpty()
                        ? "–"
                        : edge.from().stream()
                            .map(from -> "`" + from + "`")
                            .collect(Collectors.joining(", ")),
                    edge.to(),
                    edge.event(),
                    edge.when()))
        .collect(Collectors.joining());
  }

  private static String leaving() {
    String early = "`rollout.retire` names it";
    return Arrays.stream(Leaving.Why.values())
        .map(why ->
            switch (why) {
              case DRAINING ->
                  "| `Draining` | it served | `drainLimit` | it holds nothing, after 30 seconds; or %s |\n";
              case FOUND ->
                  "| `Found` | what was written down of it is lost | `drainLimit` | it holds nothing, after 30 seconds; or %s |\n";
              case KEPT -> "| `Kept` | it failed before it served | `keepFailed` | %s |\n";
            })
        .map(row -> row.formatted(early))
        .collect(Collectors.joining());
  }
}
