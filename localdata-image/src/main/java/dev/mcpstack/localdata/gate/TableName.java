package dev.mcpstack.localdata.gate;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that a query reads, as the database would look it up: unquoted parts in lower case.
 *
 * @param catalog the database part, when written
 * @param schema the schema part, when written
 * @param name the table part
 */
public record TableName(Optional<String> catalog, Optional<String> schema, String name) {

  /** The written parts joined by dots. */
  @Override
  public String toString() {
    return Stream.of(catalog, schema, Optional.of(name))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("."));
  }
}
