package dev.mcpstack.operator.model;

import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The objects of a stack that all of its cells share. */
public final class Shared {
  private Shared() {}

  /**
   * Everything but Secrets and {@link #endpoint}, in the order in which it is applied.
   *
   * @param preview the revision that is being checked
   * @param roles of the pods of all cells that there are; those of the stack as it is now among
   *     them
   */
  public static List<Manifest> of(StackInput input, int preview, Set<PodRole> roles) {
    CellNames names = input.names(preview);
    List<Manifest> all = new ArrayList<>();
    all.add(
        Manifest.of(
            "v1",
            "ServiceAccount",
            input.shared(input.name()),
            Map.of("automountServiceAccountToken", false)));
    if (input.spec().networkPolicy().enabled()) {
      all.addAll(new NetworkPolicies(input, roles).all());
    }
    if (input.hasOwnTokenStore()) {
      all.addAll(new TokenStore(input).all());
    }
    all.add(service(input, names.preview(), names));
    all.addAll(Routes.of(input, port(input)));
    return all;
  }

  /** The Service that agents call. Its selector alone says which revision serves. */
  public static Manifest endpoint(StackInput input, int active) {
    CellNames names = input.names(active);
    return service(input, names.endpoint(), names);
  }

  private static Manifest service(StackInput input, String name, CellNames cell) {
    return Services.of(
        input.shared(name, "gateway"),
        Labels.endpoint(cell),
        Services.port("mcp", port(input), "mcp"));
  }

  private static int port(StackInput input) {
    int asked = input.spec().gateway().port();
    return asked == 0 ? CellConfigs.MCP_PORT : asked;
  }
}
