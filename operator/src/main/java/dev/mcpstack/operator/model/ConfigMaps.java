package dev.mcpstack.operator.model;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import java.util.LinkedHashMap;
import java.util.Map;

/** Configuration as ConfigMaps. */
final class ConfigMaps {
  private ConfigMaps() {}

  /** What the servers of a cell read. Immutable: another configuration is another revision. */
  static Manifest cell(StackInput input, CellNames names) {
    CellConfigs configs = new CellConfigs(input.namespace(), names, input.spec());
    Map<String, Object> data = new LinkedHashMap<>();
    for (PodRole role : input.podRoles()) {
      Record config =
          switch (role) {
            case GATEWAY -> configs.gateway();
            case LOCALDATA -> configs.localData();
            case DATASCIENCE -> configs.dataScience();
            case UNIFIED -> configs.unified();
          };
      data.put(ServerPods.configKey(role), YamlText.of(RecordShape.treeOf(config)));
    }
    return Manifest.of(
        "v1",
        "ConfigMap",
        input.cell(names.config(), names),
        Tree.of("immutable", true, "data", data));
  }
}
