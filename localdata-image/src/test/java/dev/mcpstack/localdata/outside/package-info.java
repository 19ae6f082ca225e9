/** LocalData as its clients see it: everything is asked over MCP, on real databases. */
@NullMarked
package dev.mcpstack.localdata.outside;

import org.jspecify.annotations.NullMarked;
