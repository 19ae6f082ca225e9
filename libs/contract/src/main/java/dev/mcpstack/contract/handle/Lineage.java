package dev.mcpstack.contract.handle;

import java.util.List;
import java.util.Optional;

/**
 * Where a handle came from, and so how it can be made again.
 *
 * @param tool the tool that made it
 * @param source the source it was read from, empty when derived
 * @param digest SHA-256 over what was asked, hexadecimal: equal work has an equal digest
 * @param parents handles it was derived from
 * @param statement what was run, where its source allows that lost rows are made again
 */
public record Lineage(
    String tool, String source, String digest, List<String> parents, Optional<String> statement) {
  /** One of what is not made again. */
  public Lineage(String tool, String source, String digest, List<String> parents) {
    this(tool, source, digest, parents, Optional.empty());
  }

  /** Copies the list. */
  public Lineage {
    parents = List.copyOf(parents);
  }

  /** How to make it again, for the tombstone: names the call but never its arguments' values. */
  public String howToMakeAgain() {
    return "Call "
        + tool
        + (source.isEmpty() ? "" : " on source '" + source + "'")
        + " again with the same arguments.";
  }
}
