package dev.mcpstack.operator.health;

import dev.mcpstack.operator.health.HealthQuestion.Trial;
import dev.mcpstack.operator.rollout.CellView.Health;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What is known of the cells of one stack. Thread-safe; nothing in it takes long. */
final class StackHealth {
  private final Map<Integer, CellHistory> cells = new TreeMap<>();
  private HealthQuestion question = HealthQuestion.NOTHING;
  private Optional<TrialHistory> trial = Optional.empty();

  synchronized Map<Integer, CellHealth> look(HealthQuestion asked, Instant now) {
    question = asked;
    cells.keySet().retainAll(asked.cells().keySet());
    asked
        .cells()
        .forEach((revision, pods) ->
            cells.computeIfAbsent(revision, _ -> new CellHistory(pods)).look(pods));
    trial =
        asked
            .trial()
            .filter(each -> cells.containsKey(each.newer()) && cells.containsKey(each.older()))
            .map(each -> trial.filter(known -> known.isOf(each)).orElseGet(() -> begun(each, now)));
    return health(now);
  }

  private TrialHistory begun(Trial each, Instant now) {
    return new TrialHistory(
        each,
        Objects.requireNonNull(cells.get(each.newer())),
        Objects.requireNonNull(cells.get(each.older())),
        question.pods(each.newer()),
        now);
  }

  /** The pods to read. */
  synchronized List<PodTarget> pods() {
    return question.cells().values().stream()
        .flatMap(List::stream)
        .filter(PodTarget::running)
        .toList();
  }

  /**
   * Takes a round.
   *
   * @param readings by uid: what pods have shown, those that answered
   * @return whether a look finds something else to go by than before
   */
  synchronized boolean round(Map<String, PodReading> readings, Instant now) {
    Map<Integer, CellHealth> before = health(now);
    cells.values().forEach(cell -> cell.round(readings, now));
    Map<Integer, CellHealth> after = health(now);
    return after.entrySet().stream()
        .anyMatch(cell ->
            isNews(before.getOrDefault(cell.getKey(), CellHealth.UNKNOWN), cell.getValue()));
  }

  private static boolean isNews(CellHealth before, CellHealth after) {
    return (isBad(after) && !isBad(before)) || (isEmpty(after) && !isEmpty(before));
  }

  private static boolean isBad(CellHealth cell) {
    return cell.health() instanceof Health.Bad;
  }

  private static boolean isEmpty(CellHealth cell) {
    return cell.held().equals(OptionalLong.of(0));
  }

  private Map<Integer, CellHealth> health(Instant now) {
    Map<Integer, CellHealth> all = new TreeMap<>();
    cells.forEach((revision, cell) -> {
      Optional<Health> verdict =
          question
              .trial()
              .filter(each -> each.newer() == revision)
              .flatMap(each -> trial.map(known -> known.judge(each, question.pods(revision), now)));
      all.put(revision, new CellHealth(verdict.orElseGet(Health.Good::new), cell.held(now)));
    });
    return all;
  }
}
