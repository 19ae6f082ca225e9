package dev.mcpstack.contract.shape;

/** Whether text may stand for a number or a truth value. */
public enum Coercion {
  /** It may not: the tree is typed, as JSON and YAML are. */
  NONE,
  /** It may: the tree comes from a source that knows text only. */
  FROM_TEXT
}
