package dev.mcpstack.operator.model;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.contract.verification.UserChecks;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import dev.mcpstack.stack.PodPaths;
import java.util.LinkedHashMap;
import java.util.Map;

/** What pods read as ConfigMaps. Immutable: something else has another name. */
final class ConfigMaps {
  private ConfigMaps() {}

  /** What the servers of a cell read. */
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
    return of(input.cell(names.config(), names), data);
  }

  /** The checks of users as doctor reads them. */
  static Manifest checks(StackInput input, CellNames names, String name) {
    UserChecks checks = new UserChecks(input.spec().rollout().verification().checks());
    String file = PodPaths.CHECKS.getFileName().toString();
    return of(input.checker(name, names), Tree.of(file, YamlText.of(RecordShape.treeOf(checks))));
  }

  private static Manifest of(Meta meta, Map<String, Object> data) {
    return Manifest.of("v1", "ConfigMap", meta, Tree.of("immutable", true, "data", data));
  }
}
