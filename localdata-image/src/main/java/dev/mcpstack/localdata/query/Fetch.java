package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.spool.RowsWriter;
import dev.mcpstack.localdata.gate.Admitted;
import dev.mcpstack.localdata.source.Source;
import org.jspecify.annotations.Nullable;

/** One run of a query: what is to be read, into what, and what is shown of it. Not thread-safe. */
final class Fetch {
  private final CallContext context;
  private final Source source;
  private final Admitted admitted;
  private final RowsWriter writer;
  private final int previewRows;
  private final boolean live;
  private @Nullable RowPage preview;

  Fetch(
      CallContext context,
      Source source,
      Admitted admitted,
      RowsWriter writer,
      int previewRows,
      boolean live) {
    this.context = context;
    this.source = source;
    this.admitted = admitted;
    this.writer = writer;
    this.previewRows = previewRows;
    this.live = live;
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
