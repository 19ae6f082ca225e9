package dev.mcpstack.operator.rollout;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** The release that a stack asks for. */
sealed interface Target {
  /**
   * A revision, kept or to be made.
   *
   * @param number from 1 on
   * @param identity what it is made from
   */
  record Revision(int number, String identity) implements Target {}

  /**
   * None that there is.
   *
   * @param why a sentence
   */
  record Refused(String why) implements Target {}

  /**
   * What the stack asks for now.
   *
   * @param phase where the rollout is: what it has begun is not begun again under another number
   */
  static Target of(RolloutView view, Phase phase) {
    if (view.requests().rollback().isPresent()) {
      int asked = view.requests().rollback().getAsInt();
      return view.cell(asked)
          .<Target>map(cell -> new Revision(asked, cell.identity()))
          .orElseGet(() -> new Refused(unknown(view, asked)));
    }
    int newest = newest(view);
    // The cell of an older release may have been made otherwise by another operator's release: it
    // is taken again only while it is there.
    Optional<Integer> known =
        view.cells().values().stream()
            .filter(cell -> cell.identity().equals(view.identity()))
            .map(CellView::revision)
            .filter(number ->
                number == newest
                    || view.present(number)
                    || view.isSelected(number)
                    || phase.cells().contains(number))
            .max(
                Comparator.comparing((Integer number) -> number == phase.stable())
                    .thenComparing(number -> phase.other().filter(number::equals).isPresent())
                    .thenComparing(Comparator.naturalOrder()));
    return new Revision(known.orElse(newest + 1), view.identity());
  }

  private static int newest(RolloutView view) {
    int kept = view.cells().keySet().stream().mapToInt(number -> number).max().orElse(0);
    return Math.max(kept, view.selected().orElse(0));
  }

  private static String unknown(RolloutView view, int asked) {
    String kept =
        view.cells().keySet().stream()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return "rollout.rollback names revision "
        + asked
        + ", which is not kept"
        + (kept.isEmpty() ? "." : ": kept are " + kept + ".");
  }
}
