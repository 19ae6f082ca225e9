/** LocalData-MCP: governed sources, read-only SQL, results behind data tokens. */
@NullMarked
package dev.mcpstack.localdata;

import org.jspecify.annotations.NullMarked;
