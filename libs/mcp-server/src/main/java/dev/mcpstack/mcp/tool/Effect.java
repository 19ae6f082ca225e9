package dev.mcpstack.mcp.tool;

/** What calling a tool does to the world, as its annotations tell the host. */
public enum Effect {
  /** Reads, and the same call again gives the same answer or a newer one. */
  READS,
  /** Waits for work that was begun by another call, and reads nothing else. */
  WAITS,
  /** Makes a handle: harmless, but each call makes another. */
  MAKES_HANDLE,
  /** Ends a handle: what it named is gone. Calling it twice is no different from once. */
  ENDS_HANDLE;

  /**
   * Whether it manages handles instead of doing work. Such calls never compete with work for its
   * place: the way out of a full server is to wait for what runs there, or to end it.
   */
  public boolean managesHandles() {
    return this == WAITS || this == ENDS_HANDLE;
  }
}
