package dev.mcpstack.localdata.gate;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A query that may run. Only {@link SqlPolicy} can make one, so to hold one is to have passed. */
public final class Admitted implements GateVerdict {
  private final Dialect dialect;
  private final String sqlToRun;
  private final Set<TableName> tables;
  private final SortedSet<String> functions;
  private final boolean constant;

  Admitted(Dialect dialect, String sqlToRun, Findings findings) {
    this.dialect = dialect;
    this.sqlToRun = sqlToRun;
    this.tables = Set.copyOf(findings.tables());
    this.functions = Collections.unmodifiableSortedSet(new TreeSet<>(findings.functions()));
    this.constant = findings.constant();
  }

  /** The dialect that it was checked for; it runs nowhere else. */
  public Dialect dialect() {
    return dialect;
  }

  /** The text that runs: written anew from the parsed tree, without comments. */
  public String sqlToRun() {
    return sqlToRun;
  }

  /** Every table the query reads, names of its own WITH items left out where they are in scope. */
  public Set<TableName> tables() {
    return tables;
  }

  /** Every function the query calls, in lower case unless quoted. */
  public SortedSet<String> functions() {
    return functions;
  }

  /**
   * Whether it consists of literals alone, so that nothing which somebody has defined in the
   * database can run: no view, function, operator, type or cast. False when in doubt.
   */
  public boolean isConstant() {
    return constant;
  }

  @Override
  public String toString() {
    return "Admitted[" + dialect + ", " + sqlToRun + "]";
  }
}
