package dev.mcpstack.operator.model;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.stack.McpStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stacks that tests make objects of. */
public final class Stacks {
  /** Where the operator's chart says that images are. */
  public static final Images IMAGES =
      new Images("ghcr.io/mcpstack", "0.1.0", List.of(), Map.of("tokens", "redis:7.2"));

  private static final String HEAD =
      """
      apiVersion: mcpstack.dev/v1alpha1
      kind: McpStack
      metadata: {name: sales, namespace: shop}
      spec:
      """;

  private Stacks() {}

  /** A stack of this specification, indented as it stands below {@code spec:}. */
  public static StackInput of(String spec) {
    McpStack stack = ConfigFile.parse("stack", HEAD + spec.indent(2), McpStack.class);
    return new StackInput(
        stack.metadata().namespace(),
        stack.metadata().name(),
        stack.spec(),
        IMAGES,
        "mcpstack-system",
        "0");
  }

  /** All objects of its first revision. */
  static List<Manifest> objects(StackInput input) {
    List<Manifest> all = new ArrayList<>(Shared.of(input, 1, Set.copyOf(input.podRoles())));
    all.add(Shared.endpoint(input, 1));
    all.addAll(Cell.of(input, 1));
    return all;
  }

  static Manifest object(StackInput input, String kind, String name) {
    return objects(input).stream()
        .filter(each -> each.kind().equals(kind) && each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  /** What is at a path of keys and indexes. */
  static Object at(Object tree, Object... path) {
    Object at = tree;
    for (Object key : path) {
      Object below =
          at instanceof List<?> list ? list.get((Integer) key) : ((Map<?, ?>) at).get(key);
      if (below == null) {
        throw new AssertionError("nothing at " + List.of(path) + " of " + tree);
      }
      at = below;
    }
    return at;
  }
}
