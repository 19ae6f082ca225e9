package dev.mcpstack.localdata.outside;

/** Queries that outlast every test, without waiting functions. */
final class Slow {
  /** On PostgreSQL: six times ten to the tenth rows. */
  static final String WAREHOUSE =
      "select sum(a.n * b.doubled) as endless from numbers a cross join numbers b";

  /** On DuckDB: eight times ten to the twelfth rows. */
  static final String FILES =
      "select sum(a.delay * b.distance + c.delay) as endless from flights a cross join flights b cross join flights c";

  private Slow() {}

  static String of(String source) {
    return source.equals("files") ? FILES : WAREHOUSE;
  }
}
