/** The {@code mcpstack} command line, and all servers of a stack in one process. */
@NullMarked
package dev.mcpstack.standalone;

import org.jspecify.annotations.NullMarked;
