/**
 * The HTTP edge: everything that is the same in every protocol era, from the Host check to the
 * parsed message.
 */
@NullMarked
package dev.mcpstack.mcp.http;

import org.jspecify.annotations.NullMarked;
