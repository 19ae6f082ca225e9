package dev.mcpstack.operator.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A phase as the reference tells it.
 *
 * @param example of a rollout from revision 1 to 2
 * @param meaning a clause
 * @param serves the revision in the selector of the endpoint's Service
 * @param preview the one in that of the preview's
 * @param setting in {@code spec.rollout}, how long it lasts at most
 * @param limit what that comes to; empty if it has no end
 */
record Shown(
    Phase example,
    String meaning,
    int serves,
    int preview,
    String setting,
    Function<RolloutSettings, Optional<Duration>> limit) {
  static final List<Shown> ALL =
      List.of(
          new Shown(
              new Phase.Bootstrapping(2, World.NOW),
              "the first revision is brought up",
              2,
              2,
              "progressDeadline",
              settings -> Optional.of(settings.progress())),
          new Shown(
              new Phase.Stable(2),
              "nothing moves; old revisions may still drain, and a change is begun",
              2,
              2,
              "",
              _ -> Optional.empty()),
          new Shown(
              new Phase.Staging(1, 2, World.NOW),
              "all of the new revision is brought up",
              1,
              2,
              "progressDeadline",
              settings -> Optional.of(settings.progress())),
          new Shown(
              new Phase.Verifying(1, 2, World.NOW),
              "it is complete, and is checked by its preview",
              1,
              2,
              "verificationDeadline",
              settings -> Optional.of(settings.verification())),
          new Shown(
              new Phase.AwaitingPromotion(1, 2, World.NOW),
              "it has passed, and somebody has to promote it",
              1,
              2,
              "promotionDeadline",
              settings -> Optional.of(settings.promotion())),
          new Shown(
              new Phase.Switching(1, 2, World.NOW),
              "the selector is written, and read back",
              2,
              2,
              "progressDeadline",
              settings -> Optional.of(settings.progress())),
          new Shown(
              new Phase.Observing(1, 2, World.NOW),
              "the new revision is watched, the old one stands by in full",
              2,
              2,
              "observation",
              settings -> Optional.of(settings.observation())),
          new Shown(
              new Phase.RollingBack(2, 1, "", World.NOW),
              "the selector is written back",
              1,
              1,
              "progressDeadline",
              settings -> Optional.of(settings.progress())));

  String name() {
    return example.getClass().getSimpleName();
  }

  static Shown of(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
