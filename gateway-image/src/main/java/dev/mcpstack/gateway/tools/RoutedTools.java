package dev.mcpstack.gateway.tools;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Lookup;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolCall;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.Map;
import java.util.Optional;

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
          Optional<ToolOutcome> answer =
              arguments.get("handle") instanceof String handle
                  ? switch (store.find(call.context().principal(), handle)) {
                    case Lookup.Live(HandleRecord record, _) ->
                        Optional.ofNullable(upstreams.get(record.owner().role()))
                            .map(owner -> owner.call(Steps.step(call), name, arguments));
                    case Lookup.Unknown _ -> elsewhere(call, name, arguments, upstreams);
                    case Lookup.Ended _ -> Optional.empty();
                  }
                  : Optional.empty();
          return answer.orElseGet(() -> own.invoker().invoke(call, arguments));
        },
        Timing.UNBUDGETED);
  }

  /** Asks those that keep handles by themselves, until one knows it. */
  private static Optional<ToolOutcome> elsewhere(
      ToolCall call, String name, Map<String, Object> arguments, Map<String, Upstream> upstreams) {
    for (Upstream upstream : upstreams.values()) {
      if (upstream.keepsOwnHandles()
          && upstream.tools().stream().anyMatch(tool -> tool.name().equals(name))) {
        ToolOutcome answer = upstream.call(Steps.step(call), name, arguments);
        if (!isUnknown(answer)) {
          return Optional.of(answer);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isUnknown(ToolOutcome outcome) {
    return outcome.structured().get("error") instanceof Map<?, ?> error
        && ContractError.HANDLE_UNKNOWN.name().equals(error.get("code"));
  }
}
