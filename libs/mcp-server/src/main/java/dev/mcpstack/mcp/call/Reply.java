package dev.mcpstack.mcp.call;

import java.util.Map;

/** What a request that isn't a tool call comes to. */
public sealed interface Reply {
  /**
   * Done.
   *
   * @param result the result as the method has it, without what an era adds
   */
  record Complete(Map<String, Object> result) implements Reply {}

  /** The client must answer first. */
  record Needs(InputRequired required) implements Reply {}
}
