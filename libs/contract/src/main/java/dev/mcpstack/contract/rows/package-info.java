/**
 * Rows between the servers: a small type system of our own, carried as Arrow IPC chunks. Arrow's
 * types stay in here.
 */
@NullMarked
package dev.mcpstack.contract.rows;

import org.jspecify.annotations.NullMarked;
