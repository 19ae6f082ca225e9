package dev.mcpstack.contract.shape;

/** A record with rules that span several components, checked after each component was bound. */
public interface SelfChecked {
  /** Adds a problem for each broken rule; a rule names all keys it spans. */
  void check(Problems problems);
}
