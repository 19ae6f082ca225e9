package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Name;

/** What kind of thing a source is. */
public enum SourceType {
  /** Files, read once into an embedded database that can reach nothing else. */
  @Name("Files")
  FILES,
  /** A PostgreSQL database. */
  @Name("PostgreSQL")
  POSTGRESQL
}
