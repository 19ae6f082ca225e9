/**
 * The token store of a stack: records, leases and tombstones in Redis or Valkey, each step one
 * script that the server runs on its own clock.
 */
@NullMarked
package dev.mcpstack.contract.handle.redis;

import org.jspecify.annotations.NullMarked;
