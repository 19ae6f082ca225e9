package dev.mcpstack.operator.cli;

import dev.mcpstack.operator.cli.Decision.Already;
import dev.mcpstack.operator.cli.Decision.Refused;
import dev.mcpstack.operator.cli.Decision.Write;
import dev.mcpstack.stack.FailedStatus;
import dev.mcpstack.stack.LeavingStatus;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a verb makes sense on a stack as it is, and what it writes then. */
final class Verbs {
  private static final String PROMOTE = "promote";
  private static final String ABORT = "abort";
  private static final String ROLLBACK = "rollback";
  private static final String RETRY = "retry";
  private static final String RETIRE = "retire";
  private static final String PAUSED = "paused";

  private Verbs() {}

  /** A verb with what is asked of it. */
  @FunctionalInterface
  interface Verb {
    /** What it comes to, before it is known whether somebody else keeps what it would write. */
    Decision on(Seen stack);

    /** What it comes to. */
    default Decision decide(Seen stack) {
      return guarded(stack, on(stack));
    }
  }

  /** The revision that is checked may serve. */
  static Verb promote(Optional<Integer> revision) {
    return stack -> {
      Optional<Integer> coming = stack.coming();
      if (coming.isEmpty()) {
        return refused(stack, "Nothing is staged, so there is nothing to promote.");
      }
      int to = coming.get();
      Optional<Refused> other = other(revision, to, "is to be promoted");
      if (other.isPresent()) {
        return other.get();
      }
      if (is(stack.asked().abort(), to)) {
        return new Refused(
            "spec.rollout.abort names revision %d, so it can't be promoted as well. Once it has ended, retry brings it up again."
                .formatted(to));
      }
      if (is(stack.asked().promote(), to)) {
        return new Already("Revision %d is promoted already.".formatted(to));
      }
      if (stack.asked().automaticPromotion()) {
        return new Refused(
            "Revision %d takes over by itself once it has passed its checks: spec.rollout.automaticPromotion is true."
                .formatted(to));
      }
      return moving(
          stack,
          new Write(
              fields(PROMOTE, to),
              "Revision %d takes over from %d%s."
                  .formatted(
                      to,
                      stack.active(),
                      stack.phase().filter(RolloutPhase.AWAITING_PROMOTION::equals).isPresent()
                          ? ""
                          : " once it has passed its checks")));
    };
  }

  /** The rollout ends, or is taken back. */
  static Verb abort(Optional<Integer> revision) {
    return stack -> {
      boolean observed = stack.phase().filter(RolloutPhase.OBSERVING::equals).isPresent();
      Optional<Integer> going = observed ? stack.rollout().map(RolloutStatus::to) : stack.coming();
      if (going.isEmpty()) {
        return refused(
            stack,
            stack.phase().filter(RolloutPhase.BOOTSTRAPPING::equals).isPresent()
                ? "The stack's first revision is brought up, and there is none to go back to: change or delete the stack."
                : stack.phase().filter(RolloutPhase.ROLLING_BACK::equals).isPresent()
                    ? "The rollout is taken back already."
                    : "No rollout is under way, so there is nothing to abort.");
      }
      int to = going.get();
      Optional<Refused> other = other(revision, to, "can be aborted");
      if (other.isPresent()) {
        return other.get();
      }
      if (is(stack.asked().abort(), to)) {
        return new Already("Revision %d is aborted already.".formatted(to));
      }
      Map<String, @Nullable Object> fields = fields(ABORT, to);
      if (is(stack.asked().promote(), to)) {
        fields.put(PROMOTE, null); // Both can't name one revision.
      }
      return working(
          stack,
          new Write(
              fields,
              observed
                  ? "Revision %d is taken back, and %d serves again."
                      .formatted(to, stack.rollout().flatMap(RolloutStatus::from).orElse(0))
                  : "Revision %d ends, and %d serves on.".formatted(to, stack.active())));
    };
  }

  /** A revision of before serves, whatever else the stack asks for. */
  static Verb rollback(Optional<Integer> revision) {
    return stack -> {
      if (stack.phase().filter(RolloutPhase.ROLLING_BACK::equals).isPresent()) {
        return new Refused("A revision is taken back already: see status.");
      }
      if (revision.isEmpty() && stack.coming().isPresent()) {
        return new Refused(
            "Revision %d does not serve yet, and abort ends it. To go behind %d, name a revision: %s."
                .formatted(stack.coming().get(), stack.active(), kept(stack)));
      }
      Optional<Integer> asked = revision.or(() -> before(stack));
      if (asked.isEmpty()) {
        return refused(
            stack, "No revision before %d is kept: %s.".formatted(stack.active(), kept(stack)));
      }
      int to = asked.get();
      if (is(stack.asked().rollback(), to)) {
        return new Already("The stack is held at revision %d already.".formatted(to));
      }
      if (stack.kept().stream().noneMatch(each -> each.number() == to)) {
        return refused(stack, "Revision %d is not kept: %s.".formatted(to, kept(stack)));
      }
      if (to == stack.active()) {
        return new Refused("Revision %d serves.".formatted(to));
      }
      if (stack.failed(to)) {
        return new Refused(
            "Revision %d has failed: see status, and retry to try it again.".formatted(to));
      }
      if (is(stack.asked().abort(), to)) {
        return new Refused(
            "spec.rollout.abort names revision %d, so it can't be rolled back to: take abort out of the stack first."
                .formatted(to));
      }
      Map<String, @Nullable Object> fields = fields(ROLLBACK, to);
      if (is(stack.asked().retire(), to)) {
        fields.put(RETIRE, null); // Else it would not drain when it leaves again.
      }
      Write write =
          new Write(
              fields,
              "Revision %d is to serve again, until 'rollback --end' lets the stack go on."
                  .formatted(to));
      boolean back =
          stack.phase().filter(RolloutPhase.OBSERVING::equals).isPresent()
              && is(stack.rollout().flatMap(RolloutStatus::from), to);
      return back ? working(stack, write) : moving(stack, write);
    };
  }

  /** A rollback no longer holds the stack. */
  static Verb endRollback() {
    return stack ->
        stack
            .asked()
            .rollback()
            .<Decision>map(held -> {
              Map<String, @Nullable Object> fields = new LinkedHashMap<>();
              fields.put(ROLLBACK, null);
              return new Write(
                  fields,
                  "Revision %d is no longer held: what the stack asks for is rolled out."
                      .formatted(held));
            })
            .orElseGet(() -> new Already("No rollback holds the stack."));
  }

  /**
   * What has failed is tried again.
   *
   * @param text another than any before
   */
  static Verb retry(String text) {
    return stack -> {
      Optional<FailedStatus> failed = stack.rollout().flatMap(RolloutStatus::failed);
      if (failed.isEmpty()) {
        return refused(stack, "Nothing that the stack asks for has failed.");
      }
      int revision = failed.get().revision();
      boolean again = is(stack.asked().retry(), text);
      Map<String, @Nullable Object> fields = fields(RETRY, again ? text + "+" : text);
      if (is(stack.asked().abort(), revision)) {
        fields.put(ABORT, null);
      }
      if (is(stack.asked().promote(), revision)) {
        fields.put(PROMOTE, null); // It was meant for the last time.
      }
      return moving(
          stack, new Write(fields, "What revision %d was is tried again.".formatted(revision)));
    };
  }

  /** Rollouts go no further. */
  static Verb pause() {
    return stack ->
        stack.asked().paused()
            ? new Already("Rollouts are paused already.")
            : new Write(
                fields(PAUSED, true),
                "Rollouts go no further. What turns out bad is still taken back, and deadlines go on.");
  }

  /** They do. */
  static Verb resume() {
    return stack -> {
      if (stack.asked().paused()) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(
            PAUSED, null); // Nothing stays behind that would speak against the next who says.
        return new Write(fields, "Rollouts go on.");
      }
      return stack.paused()
          ? new Refused(
              "Rollouts are not paused, but all of the stack is: set spec.paused to false.")
          : new Already("Rollouts are not paused.");
    };
  }

  /** An old revision's pods go now, whatever they hold. */
  static Verb retire(Optional<Integer> revision) {
    return stack -> {
      List<Integer> leaving =
          stack.rollout().map(RolloutStatus::leaving).orElse(List.of()).stream()
              .map(LeavingStatus::revision)
              .toList();
      if (leaving.isEmpty()) {
        return refused(stack, "No revision is leaving, so there is none to retire.");
      }
      if (revision.isEmpty() && leaving.size() > 1) {
        return new Refused(
            "Several revisions are leaving: name one of %s.".formatted(joined(leaving)));
      }
      int one = revision.orElse(leaving.getFirst());
      if (!leaving.contains(one)) {
        return new Refused(
            "Revision %d is not leaving; these are: %s.".formatted(one, joined(leaving)));
      }
      return is(stack.asked().retire(), one)
          ? new Already("Revision %d is retired already.".formatted(one))
          : working(
              stack,
              new Write(
                  fields(RETIRE, one),
                  "The pods of revision %d go, and what they hold with them.".formatted(one)));
    };
  }

  /** What somebody else states again would only be undone. */
  private static Decision guarded(Seen stack, Decision decision) {
    if (decision instanceof Write write) {
      for (String field : write.fields().keySet()) {
        String keeper = stack.keepers().get(field);
        if (keeper != null) {
          return new Refused(
              "spec.rollout.%s is stated by %s, which would write it again: change it there."
                  .formatted(field, keeper));
        }
      }
    }
    return decision;
  }

  /** A rollout would have to move. */
  private static Decision moving(Seen stack, Write write) {
    if (stack.asked().paused()) {
      return new Refused("Rollouts are paused, so nothing would come of it: resume first.");
    }
    return stack.suspended()
        ? new Refused(
            "The stack is suspended, so nothing would come of it: set spec.suspended to false first.")
        : working(stack, write);
  }

  /** The operator would have to act. */
  private static Decision working(Seen stack, Write write) {
    return stack.paused()
        ? new Refused(
            "All of the stack is paused, so nothing would come of it: set spec.paused to false first.")
        : write;
  }

  private static Refused refused(Seen stack, String sentence) {
    return new Refused(
        stack.current()
            ? sentence
            : sentence + " The operator has not looked at the last change of the stack yet.");
  }

  private static Optional<Refused> other(Optional<Integer> asked, int revision, String what) {
    return asked
        .filter(number -> number != revision)
        .map(number ->
            new Refused("It is revision %d that %s, not %d.".formatted(revision, what, number)));
  }

  /** The one that served before, as far as is known. */
  private static Optional<Integer> before(Seen stack) {
    if (stack.phase().filter(RolloutPhase.OBSERVING::equals).isPresent()) {
      return stack.rollout().flatMap(RolloutStatus::from);
    }
    return stack.kept().stream()
        .map(Kept::number)
        .filter(number -> number < stack.active() && !stack.failed(number))
        .max(Integer::compare);
  }

  private static String kept(Seen stack) {
    return stack.kept().isEmpty()
        ? "none is"
        : "kept are " + joined(stack.kept().stream().map(Kept::number).toList());
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static <T> boolean is(Optional<T> asked, T value) {
    return asked.filter(value::equals).isPresent();
  }

  private static Map<String, @Nullable Object> fields(String key, Object value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put(key, value);
    return fields;
  }
}
