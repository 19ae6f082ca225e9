package dev.mcpstack.testkit.faults;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * Calls that fail, and what is to happen between calls. Calls are counted per rule, from 1, among
 * those that its filter lets through.
 */
public final class Faults {

  /** Every call but those that keep a connection or a lease: what an operator does on purpose. */
  public static final Predicate<Call> WORK =
      call -> !call.verb().equals("watch") && !call.isLease();

  private record Rule(Predicate<Call> filter, LongPredicate when, Fault fault, AtomicLong seen) {}

  private record Hook(
      Predicate<Call> filter,
      LongPredicate when,
      Runnable action,
      boolean before,
      AtomicLong seen) {}

  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<Hook> hooks = new CopyOnWriteArrayList<>();

  /** Fails the n-th call that the filter lets through. */
  public void fail(long number, Predicate<Call> filter, Fault fault) {
    rules.add(new Rule(filter, count -> count == number, fault, new AtomicLong()));
  }

  /** Fails all calls that the filter lets through, until {@link #clear}. */
  public void failAll(Predicate<Call> filter, Fault fault) {
    rules.add(new Rule(filter, count -> true, fault, new AtomicLong()));
  }

  /**
   * Runs an action on the caller's connection before the n-th call has an effect. The answer waits
   * for it.
   */
  public void before(long number, Predicate<Call> filter, Runnable action) {
    hooks.add(new Hook(filter, count -> count == number, action, true, new AtomicLong()));
  }

  /** Runs an action after the n-th call took effect and before it is answered. */
  public void after(long number, Predicate<Call> filter, Runnable action) {
    hooks.add(new Hook(filter, count -> count == number, action, false, new AtomicLong()));
  }

  /** A filter for one user's {@link #WORK}. */
  public static Predicate<Call> workOf(String user) {
    return WORK.and(call -> call.user().equals(user));
  }

  /** Forgets all rules and hooks, and their counts. */
  public void clear() {
    rules.clear();
    hooks.clear();
  }

  /** For the HTTP edge: runs what is to happen before a call and says what goes wrong with it. */
  public Optional<Fault> enter(Call call) {
    run(call, true);
    Fault fault = null;
    for (Rule rule : rules) {
      if (rule.filter.test(call) && rule.when.test(rule.seen.incrementAndGet()) && fault == null) {
        fault = rule.fault;
      }
    }
    return Optional.ofNullable(fault);
  }

  /** For the HTTP edge: runs what is to happen after a call. */
  public void leave(Call call) {
    run(call, false);
  }

  private void run(Call call, boolean before) {
    for (Hook hook : hooks) {
      if (hook.before == before
          && hook.filter.test(call)
          && hook.when.test(hook.seen.incrementAndGet())) {
        hook.action.run();
      }
    }
  }
}
