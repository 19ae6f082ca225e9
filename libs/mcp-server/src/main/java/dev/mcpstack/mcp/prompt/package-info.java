/** Beginnings of conversations that a person can choose. */
@NullMarked
package dev.mcpstack.mcp.prompt;

import org.jspecify.annotations.NullMarked;
