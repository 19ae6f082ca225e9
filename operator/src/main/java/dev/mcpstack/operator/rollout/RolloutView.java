package dev.mcpstack.operator.rollout;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that a decision is made from.
 *
 * @param selected the revision in the selector of the endpoint's Service
 * @param cells by revision: all that are kept, with or without pods
 * @param identity what the stack asks for
 * @param suspended whether the stack is to have no pods
 * @param hindrance what speaks against bringing up another cell now; a sentence
 * @param requests of people
 * @param settings how rollouts go
 */
public record RolloutView(
    OptionalInt selected,
    Map<Integer, CellView> cells,
    String identity,
    boolean suspended,
    Optional<String> hindrance,
    Requests requests,
    RolloutSettings settings) {
  /** A copy of the map. */
  public RolloutView {
    cells = Map.copyOf(cells);
  }

  /** The same with what speaks against bringing up another cell. */
  public RolloutView hindered(Optional<String> why) {
    return new RolloutView(selected, cells, identity, suspended, why, requests, settings);
  }

  /** A revision, if there is one. */
  public Optional<CellView> cell(int revision) {
    return Optional.ofNullable(cells.get(revision));
  }

  /** Whether all of its servers are there and can answer. */
  public boolean complete(int revision) {
    return cell(revision).filter(CellView::complete).isPresent();
  }

  /** Whether one of its endpoint's pods can answer. */
  public boolean serving(int revision) {
    return cell(revision).filter(CellView::serving).isPresent();
  }

  /** Whether its cell has pods, or is to have. */
  public boolean present(int revision) {
    return cell(revision).filter(CellView::present).isPresent();
  }

  boolean isSelected(int revision) {
    return selected.isPresent() && selected.getAsInt() == revision;
  }
}
