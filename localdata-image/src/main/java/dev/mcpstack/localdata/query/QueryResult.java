package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.handle.HandleRecord;

/**
 * A query that ran.
 *
 * @param record of the data token of its rows
 * @param preview the first of its rows, as many as were asked for
 * @param elapsedMillis from the start of the query to the last row
 */
public record QueryResult(HandleRecord record, RowPage preview, long elapsedMillis) {}
