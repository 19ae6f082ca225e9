package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.spool.StoredRows;

/**
 * A query that ran.
 *
 * @param record of the data token of its rows
 * @param rows as they are kept
 * @param elapsedMillis from the start of the query to the last row
 */
public record QueryResult(HandleRecord record, StoredRows rows, long elapsedMillis) {}
