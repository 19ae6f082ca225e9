/**
 * Handles: server-minted names for rows, models and jobs, with their records, leases and
 * tombstones.
 */
@NullMarked
package dev.mcpstack.contract.handle;

import org.jspecify.annotations.NullMarked;
