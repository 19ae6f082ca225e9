/**
 * The era of the protocol without sessions, 2026-07-28: each request says all that is needed to
 * answer it. Deleting this package takes the era away and nothing else.
 */
@NullMarked
package dev.mcpstack.mcp.modern;

import org.jspecify.annotations.NullMarked;
