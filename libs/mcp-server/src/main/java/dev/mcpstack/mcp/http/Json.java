package dev.mcpstack.mcp.http;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** JSON at the edge. */
public final class Json {
  private static final int MAX_DEPTH = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .build();

  private Json() {}

  /**
   * Parses one JSON value of at most {@value #MAX_DEPTH} levels.
   *
   * @throws JacksonException when it is none; the text of it must not leave the server
   */
  public static Object parse(byte[] bytes) {
    return MAPPER.readValue(bytes, Object.class);
  }

  /** Writes a tree of maps, lists, strings, numbers, booleans and nulls, or a record of the SDK. */
  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
