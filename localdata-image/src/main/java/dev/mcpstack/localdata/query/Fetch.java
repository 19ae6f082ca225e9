package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.spool.RowsWriter;
import dev.mcpstack.localdata.gate.Admitted;
import dev.mcpstack.localdata.source.Source;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a query: what is to be read, into what, and what is shown of it. Not thread-safe. */
final class Fetch {
  private final CallContext context;
  private final Source source;
  private final Admitted admitted;
  private final RowsWriter writer;
  private final int previewRows;
  private final boolean live;
  private final Consumer<RowsFacts> check;
  private @Nullable RowPage preview;

  private Fetch(
      CallContext context,
      Source source,
      Admitted admitted,
      RowsWriter writer,
      int previewRows,
      boolean live,
      Consumer<RowsFacts> check) {
    this.context = context;
    this.source = source;
    this.admitted = admitted;
    this.writer = writer;
    this.previewRows = previewRows;
    this.live = live;
    this.check = check;
  }

  /** One that is read when it is complete. */
  static Fetch whole(
      CallContext context, Source source, Admitted admitted, RowsWriter writer, int previewRows) {
    return new Fetch(context, source, admitted, writer, previewRows, false, _ -> {});
  }

  /** One that may be read while its rows come. */
  static Fetch live(CallContext context, Source source, Admitted admitted, RowsWriter writer) {
    return new Fetch(context, source, admitted, writer, 0, true, _ -> {});
  }

  /**
   * One that is run again, and so cut into the same chunks.
   *
   * @param live as it was the first time
   * @param check is told of the whole before its readers are, and may refuse it
   */
  static Fetch again(
      CallContext context,
      Source source,
      Admitted admitted,
      RowsWriter writer,
      boolean live,
      Consumer<RowsFacts> check) {
    return new Fetch(context, source, admitted, writer, 0, live, check);
  }

  CallContext context() {
    return context;
  }

  Source source() {
    return source;
  }

  Admitted admitted() {
    return admitted;
  }

  RowsWriter writer() {
    return writer;
  }

  int previewRows() {
    return previewRows;
  }

  /** Whether somebody may read the rows while they come. */
  boolean isLive() {
    return live;
  }

  Consumer<RowsFacts> check() {
    return check;
  }

  void show(RowPage first) {
    preview = first;
  }

  /** The first rows, once all have been read. */
  RowPage preview() {
    if (preview == null) {
      throw new IllegalStateException("nothing has been read");
    }
    return preview;
  }
}
