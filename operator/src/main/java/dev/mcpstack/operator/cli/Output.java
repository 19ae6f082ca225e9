package dev.mcpstack.operator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** How a command answers. */
enum Output {
  /** For people. */
  TEXT,
  /** One object on one line. */
  JSON,
  /** One document. */
  YAML;

  /** A tree as a program reads it. */
  String of(Map<String, ?> tree) {
    if (this == YAML) {
      DumpSettings settings =
          DumpSettings.builder()
              .setExplicitStart(true)
              .setDefaultFlowStyle(FlowStyle.BLOCK)
              .build();
      return new Dump(settings).dumpToString(tree).stripTrailing();
    }
    try {
      return new ObjectMapper().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values", e);
    }
  }
}
