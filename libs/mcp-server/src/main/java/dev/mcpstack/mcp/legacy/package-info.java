/**
 * The session era of the protocol, 2025-06-18 and 2025-11-25, on the SDK's sessions and schema
 * types. Deleting this package takes the era away and nothing else.
 */
@NullMarked
package dev.mcpstack.mcp.legacy;

import org.jspecify.annotations.NullMarked;
