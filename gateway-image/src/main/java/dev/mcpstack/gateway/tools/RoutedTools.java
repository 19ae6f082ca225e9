package dev.mcpstack.gateway.tools;

import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolEntry;
import java.util.Map;

/** Tools that exist once for the whole stack and are carried out by whoever owns the handle. */
public final class RoutedTools {
  private RoutedTools() {}

  /**
   * A tool that goes to the owner of the handle in its arguments.
   *
   * @param own the gateway's own, for its own handles and for arguments that name no living handle
   */
  public static ToolEntry byHandle(
      ToolEntry own, HandleStore store, Map<String, Upstream> upstreams) {
    String name = own.definition().name();
    return new ToolEntry(
        own.definition(),
        (call, arguments) -> {
          if (arguments.get("handle") instanceof String handle
              && store.find(call.context().principal(), handle)
                  instanceof Lookup.Live(HandleRecord record, _)) {
            Upstream owner = upstreams.get(record.owner().role());
            if (owner != null) {
              return owner.call(Steps.step(call), name, arguments);
            }
          }
          return own.invoker().invoke(call, arguments);
        },
        Timing.UNBUDGETED);
  }
}
