package dev.mcpstack.localdata.gate;

import java.util.Locale;

/** A database language that the gate has rules for; a database without one is not served. */
public enum Dialect {
  POSTGRESQL("PostgreSQL"),
  DUCKDB("DuckDB");

  private final String title;

  Dialect(String title) {
    this.title = title;
  }

  /** The name as people write it. */
  public String title() {
    return title;
  }

  /** The name as resource files and configuration write it, in lower case. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
