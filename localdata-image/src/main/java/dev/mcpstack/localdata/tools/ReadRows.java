package dev.mcpstack.localdata.tools;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.data.RowsReader;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleAudit;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.contract.spool.SpooledRows;
import dev.mcpstack.localdata.query.Cells;
import dev.mcpstack.localdata.query.RowPage;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages through the rows behind a data token. */
public final class ReadRows implements Tool<ReadRows.Args, ReadRows.Facts> {
  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          "read_rows",
          "Read rows of a result",
          "Shows rows behind a data token, a page at a time. Only for looking: analyses take the token itself, and aggregates"
              + " belong in SQL.",
          Args.class,
          Facts.class,
          Effect.READS,
          Scopes.READ);

  private final HandleStore store;
  private final Spool spool;
  private final ArrowMemory memory;
  private final Owner self;
  private final RowsReader others;

  /**
   * A tool over the results of this server, and of others of the stack.
   *
   * @param self what records call this server
   * @param others reads what another server keeps
   */
  public ReadRows(
      HandleStore store, Spool spool, ArrowMemory memory, Owner self, RowsReader others) {
    this.store = store;
    this.spool = spool;
    this.memory = memory;
    this.self = self;
    this.others = others;
  }

  /** Which page. */
  public record Args(
      @Description("The data token.") @Size(min = 1, max = 200) String handle,
      @Description("The first row to show, from 0.")
          @Default("0")
          @Range(min = 0, max = Long.MAX_VALUE)
          long offset,
      @Description("How many rows to show.") @Default("50") @Range(min = 1, max = 1000)
          int limit) {}

  /** The page. */
  public record Facts(
      @Description("The columns, in order.") List<ResultColumn> columns,
      @Description("The rows: a list of cells each, as in execute_query.")
          List<List<@Nullable Object>> rows,
      @Description("The first row shown, from 0.") long offset,
      @Description("How many rows there are, so far where they are still coming.") long totalRows,
      @Description("The offset of the next page; absent on the last.") Optional<Long> nextOffset) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    HandleRecord record = store.find(context.principal(), args.handle()).require(HandleKind.ROWS);
    Shown shown =
        spool
            .rows(record.name())
            .map(stored -> here(context, args, stored))
            .orElseGet(() -> elsewhere(context, args, record));
    RowPage page = shown.page();
    HandleAudit.read(context.principal().name(), record, page.rows().size(), 0);
    RowsFacts known = shown.known();
    long end = args.offset() + page.rows().size();
    long total = known.isComplete() ? known.rows() : Math.max(known.rows(), end);
    boolean more = end < total || !known.isComplete();
    Optional<Long> next = !page.rows().isEmpty() && more ? Optional.of(end) : Optional.empty();
    Facts facts =
        new Facts(
            ResultColumn.of(page.schema()), Cells.structured(page), args.offset(), total, next);
    String range =
        page.rows().isEmpty()
            ? "No rows from offset " + args.offset() + "; there are " + total + "."
            : "Rows "
                + args.offset()
                + " to "
                + (end - 1)
                + " of "
                + total
                + (known.isComplete() ? "." : " so far; more are coming.");
    return new Answer<>(
        facts,
        Cells.markdown(page)
            + "\n\n"
            + range
            + next.map(offset -> " Next page: offset " + offset + ".").orElse(""));
  }

  /**
   * A page that was read.
   *
   * @param known what is known of all rows afterwards
   */
  private record Shown(RowPage page, RowsFacts known) {}

  private Shown here(CallContext context, Args args, SpooledRows stored) {
    try {
      RowPage page =
          RowPage.of(stored, args.offset(), args.limit(), memory, context.cancellation());
      return new Shown(page, stored.facts());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException(
          ContractError.CALL_CANCELLED, "The call was ended while it waited for rows.", e);
    }
  }

  private Shown elsewhere(CallContext context, Args args, HandleRecord record) {
    if (record.owner().equals(self)) {
      throw gone(record);
    }
    try (RowStream stream =
        others.open(record, context.principal(), context.correlationId(), context.cancellation())) {
      return new Shown(RowPage.of(stream, args.offset(), args.limit()), record.rows());
    } catch (StackException e) {
      throw e.code() == ContractError.PEER_UNAVAILABLE ? gone(record) : e;
    }
  }

  private static StackException gone(HandleRecord record) {
    return new StackException(
            ContractError.HANDLE_ENDED, "The rows behind the data token are no longer here.")
        .withRemedy(record.lineage().howToMakeAgain());
  }
}
