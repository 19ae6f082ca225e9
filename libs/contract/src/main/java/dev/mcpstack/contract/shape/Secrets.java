package dev.mcpstack.contract.shape;

/** What a writer does with the values of secrets. */
enum Secrets {
  WRITTEN,
  MASKED
}
