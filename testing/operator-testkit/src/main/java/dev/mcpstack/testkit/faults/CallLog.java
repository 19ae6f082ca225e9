package dev.mcpstack.testkit.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * All calls in the order in which they were answered. Calls of the fake controllers aren't among
 * them: they don't go over HTTP.
 */
public final class CallLog {
  private final List<Call> calls = new ArrayList<>();

  public synchronized void add(Call call) {
    calls.add(call);
  }

  public synchronized List<Call> all() {
    return List.copyOf(calls);
  }

  public List<Call> matching(Predicate<Call> filter) {
    return all().stream().filter(filter).toList();
  }

  public List<Call> of(String user) {
    return matching(call -> call.user().equals(user));
  }

  /** What a user asked to change, leases left out. */
  public List<Call> writes(String user) {
    return matching(call -> call.user().equals(user) && call.isWrite() && !call.isLease());
  }

  public synchronized void clear() {
    calls.clear();
  }
}
