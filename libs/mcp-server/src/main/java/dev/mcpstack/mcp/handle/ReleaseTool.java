package dev.mcpstack.mcp.handle;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.Locale;
import java.util.function.Consumer;

/** Ends a handle before its time. */
public final class ReleaseTool implements Tool<ReleaseTool.Args, ReleaseTool.Facts> {
  /** Its name, which the gateway routes by handle. */
  public static final String NAME = "release";

  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          NAME,
          "Release a handle",
          "Ends a handle that is no longer needed and frees what it names: the rows of a data token, a model, or a pending call,"
              + " which is stopped. Handles end by themselves too; releasing early makes room.",
          Args.class,
          Facts.class,
          Effect.ENDS_HANDLE,
          "handle:use");

  private final HandleStore store;
  private final Consumer<String> sweep;

  /**
   * A release.
   *
   * @param sweep frees at once what the handle named: its bytes, its job
   */
  public ReleaseTool(HandleStore store, Consumer<String> sweep) {
    this.store = store;
    this.sweep = sweep;
  }

  /** What to release. */
  public record Args(@Description("The handle to end.") @Size(min = 1, max = 200) String handle) {}

  /** What was released. */
  public record Facts(
      @Description("The handle that has ended.") String handle,
      @Description("What it named: rows, model or job.") String kind) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    HandleRecord record = store.find(context.principal(), args.handle()).requireLive();
    store.release(context.principal(), args.handle());
    freeNow(args.handle());
    return new Answer<>(
        new Facts(args.handle(), record.kind().name().toLowerCase(Locale.ROOT)),
        "The " + record.kind().label() + " was released.");
  }

  /** The handle has ended; what it held is freed at the next sweep, if not now. */
  private void freeNow(String handle) {
    try {
      sweep.accept(handle);
    } catch (StackException e) {
      if (e.code() != ContractError.STORE_UNAVAILABLE) {
        throw e;
      }
    }
  }
}
