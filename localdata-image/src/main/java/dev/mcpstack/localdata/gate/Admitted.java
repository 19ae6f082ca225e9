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

  Admitted(Dialect dialect, String sqlToRun, Set<TableName> tables, Set<String> functions) {
    this.dialect = dialect;
    this.sqlToRun = sqlToRun;
    this.tables = Set.copyOf(tables);
    this.functions = Collections.unmodifiableSortedSet(new TreeSet<>(functions));
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

  @Override
  public String toString() {
    return "Admitted[" + dialect + ", " + sqlToRun + "]";
  }
}
