package dev.mcpstack.operator.model;

import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.CellNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The objects of a stack that all of its cells share. */
public final class Shared {
  private Shared() {}

  /**
   * Everything but Secrets, in the order in which it is applied.
   *
   * @param active the revision that agents are sent to
   * @param preview the revision that is being checked
   * @param roles of the pods of all cells that there are; those of the stack as it is now among
   *     them
   */
  public static List<Manifest> of(
      StackInput input, int active, OptionalInt preview, Set<PodRole> roles) {
    CellNames names = input.names(active);
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
    int port =
        input.spec().gateway().port() == 0 ? CellConfigs.MCP_PORT : input.spec().gateway().port();
    Map<String, Object> mcp = Services.port("mcp", port, "mcp");
    all.add(Services.of(input.shared(names.endpoint(), "gateway"), Labels.endpoint(names), mcp));
    all.add(
        Services.of(
            input.shared(names.preview(), "gateway"),
            Labels.endpoint(input.names(preview.orElse(active))),
            mcp));
    all.addAll(Routes.of(input, port));
    return all;
  }
}
