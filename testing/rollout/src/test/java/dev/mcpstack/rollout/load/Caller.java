package dev.mcpstack.rollout.load;

import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Who calls tools, in whatever era. */
@FunctionalInterface
interface Caller extends AutoCloseable {

  /**
   * The result of a tool.
   *
   * @throws IOException if there is no answer
   */
  JsonNode call(String tool, Map<String, Object> arguments) throws IOException;

  @Override
  default void close() {}
}
