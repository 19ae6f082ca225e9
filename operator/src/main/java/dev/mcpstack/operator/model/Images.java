package dev.mcpstack.operator.model;

import dev.mcpstack.stack.ImagesSpec;
import dev.mcpstack.stack.StackSpec;
import java.util.List;
import java.util.Map;

/**
 * Where images come from when a stack does not say.
 *
 * @param registry registry and folder
 * @param tag the operator's own release
 * @param pullSecrets Secrets with credentials of the registry
 * @param overrides whole images by name
 */
public record Images(
    String registry, String tag, List<String> pullSecrets, Map<String, String> overrides) {
  /** The image of the token store. */
  public static final String TOKENS = "tokens";

  private static final String OPERATOR = "operator";

  /** The release of a stack. */
  String release(StackSpec spec) {
    return spec.release().orElse(tag);
  }

  /** The image of this name: of the stack's registry and release, unless it is overridden. */
  String of(StackSpec spec, String name) {
    String from = spec.images().registry().orElse(registry);
    String image = from + "/" + name + ":" + release(spec);
    return spec.images().registry().isPresent() ? image : overrides.getOrDefault(name, image);
  }

  /** The operator's own, out of which cells are checked: of its release, not the stack's. */
  String operator(StackSpec spec) {
    String image = spec.images().registry().orElse(registry) + "/operator:" + tag;
    return spec.images().registry().isPresent() ? image : overrides.getOrDefault(OPERATOR, image);
  }

  List<Map<String, Object>> pullSecrets(StackSpec spec) {
    List<String> own = spec.images().pullSecrets();
    return Tree.named(own.isEmpty() ? pullSecrets : own);
  }

  static String pullPolicy(StackSpec spec) {
    return switch (spec.images().pullPolicy()) {
      case ImagesSpec.PullPolicy.ALWAYS -> "Always";
      case ImagesSpec.PullPolicy.IF_NOT_PRESENT -> "IfNotPresent";
      case ImagesSpec.PullPolicy.NEVER -> "Never";
    };
  }
}
