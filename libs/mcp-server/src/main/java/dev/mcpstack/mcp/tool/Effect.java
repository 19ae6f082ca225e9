package dev.mcpstack.mcp.tool;

/** What calling a tool does to the world, as its annotations tell the host. */
public enum Effect {
  /** Reads, and the same call again gives the same answer or a newer one. */
  READS,
  /** Makes a handle: harmless, but each call makes another. */
  MAKES_HANDLE,
  /** Ends a handle: what it named is gone. Calling it twice is no different from once. */
  ENDS_HANDLE
}
