package dev.mcpstack.contract.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects problems, at most {@value #LIMIT} of them, below one path. Not safe for use by several
 * threads.
 */
public final class Problems {
  /** The most problems that are kept; a last one tells how many more there were. */
  public static final int LIMIT = 100;

  private final String base;
  private final List<Problem> kept = new ArrayList<>(1);
  private int count;

  /** Collects problems whose paths start at the root. */
  public Problems() {
    this("");
  }

  Problems(String base) {
    this.base = base;
  }

  /**
   * Adds a problem of a found value.
   *
   * @param path relative to the record being checked; empty for the record itself
   */
  public void add(String path, String found, String expected) {
    add(Problem.of(path, found, expected));
  }

  /** Adds a problem that {@code sentence} tells in full. */
  public void add(String path, String sentence) {
    add(Problem.of(path, sentence));
  }

  /** How many were added, also beyond the limit. */
  public int count() {
    return count;
  }

  /** Whether none was added. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** What was kept, in the order of adding. */
  public List<Problem> list() {
    if (count <= LIMIT) {
      return List.copyOf(kept);
    }
    List<Problem> all = new ArrayList<>(kept);
    all.add(Problem.of(base, "and " + (count - LIMIT) + " more problems"));
    return List.copyOf(all);
  }

  void add(Problem problem) {
    count++;
    if (kept.size() < LIMIT) {
      String path = TreePath.join(base, problem.path());
      kept.add(new Problem(path, problem.found(), problem.expected(), problem.position()));
    }
  }
}
