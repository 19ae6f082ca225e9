package dev.mcpstack.operator.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Trees as YAML, always the same text for the same tree. */
final class YamlText {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setWidth(160)
          .setSchema(new CoreSchema()) // As it is read: a text such as 0x1F is quoted.
          .build();

  private YamlText() {}

  static String of(Map<String, ? extends @Nullable Object> tree) {
    return new Dump(SETTINGS).dumpToString(tree);
  }
}
