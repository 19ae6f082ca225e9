package dev.mcpstack.operator.observe;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects as the API server would give them, written in YAML. */
final class Live {
  private Live() {}

  @SuppressWarnings("unchecked") // The text is one of this repository's own.
  static LiveObject of(String kind, String name, String yaml) {
    Load load = new Load(LoadSettings.builder().build());
    return new LiveObject(kind, name, (Map<String, Object>) load.loadFromString(yaml));
  }
}
