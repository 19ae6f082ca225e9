package dev.mcpstack.doctor.verify;

import dev.mcpstack.doctor.verify.JudgementException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sources of a side, by name. */
final class Sources {
  /** As many as a stack may have. */
  private static final int MOST = 100;

  private Sources() {}

  static List<String> of(Side side) throws JudgementException, InterruptedException {
    List<String> names = new ArrayList<>();
    if (side.complete("list_sources", Map.of()).get("sources") instanceof List<?> sources
        && sources.size() <= MOST) {
      for (Object source : sources) {
        if (source instanceof Map<?, ?> facts && facts.get("name") instanceof String name) {
          names.add(name);
        }
      }
      return List.copyOf(names);
    }
    throw new JudgementException(
        side.role().blame(), Kind.WRONG, side.role().text() + " lists no sources that can be read");
  }
}
