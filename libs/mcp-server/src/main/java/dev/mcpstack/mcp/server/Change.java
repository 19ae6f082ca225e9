package dev.mcpstack.mcp.server;

/** Something that a client may have read is no longer so. */
public sealed interface Change {
  /** The list of tools. */
  record Tools() implements Change {}

  /** The list of prompts. */
  record PromptList() implements Change {}

  /** The list of resources or templates. */
  record ResourceList() implements Change {}

  /** A resource. */
  record Resource(String uri) implements Change {}
}
