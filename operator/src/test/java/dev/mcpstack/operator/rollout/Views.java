package dev.mcpstack.operator.rollout;

import dev.mcpstack.operator.rollout.CellView.Health;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What is seen, with one thing that is otherwise. */
final class Views {
  private Views() {}

  static RolloutSettings automatic(boolean automatic) {
    RolloutSettings all = World.SETTINGS;
    return new RolloutSettings(
        all.progress(),
        all.verification(),
        automatic,
        all.promotion(),
        all.observation(),
        all.drain(),
        all.keep());
  }

  static RolloutView with(RolloutView view, RolloutSettings settings) {
    return new RolloutView(
        view.selected(),
        view.cells(),
        view.identity(),
        view.suspended(),
        view.hindrance(),
        view.requests(),
        settings);
  }

  static RolloutView hindered(RolloutView view, String why) {
    return new RolloutView(
        view.selected(),
        view.cells(),
        view.identity(),
        view.suspended(),
        Optional.of(why),
        view.requests(),
        view.settings());
  }

  static RolloutView seeing(RolloutView view, int revision, UnaryOperator<CellView> change) {
    Map<Integer, CellView> cells = new TreeMap<>(view.cells());
    cells.computeIfPresent(revision, (_, cell) -> change.apply(cell));
    return new RolloutView(
        view.selected(),
        cells,
        view.identity(),
        view.suspended(),
        view.hindrance(),
        view.requests(),
        view.settings());
  }

  static CellView crashing(CellView cell, String why) {
    return of(cell, Optional.of(why), cell.standing(), cell.health(), cell.held());
  }

  static CellView standing(CellView cell, String text) {
    return of(cell, cell.trouble(), text, cell.health(), cell.held());
  }

  static CellView holding(CellView cell, long number) {
    return of(cell, cell.trouble(), cell.standing(), cell.health(), OptionalLong.of(number));
  }

  private static CellView of(
      CellView cell, Optional<String> trouble, String standing, Health health, OptionalLong held) {
    return new CellView(
        cell.revision(),
        cell.identity(),
        cell.present(),
        cell.complete(),
        cell.serving(),
        trouble,
        standing,
        cell.check(),
        health,
        held);
  }
}
