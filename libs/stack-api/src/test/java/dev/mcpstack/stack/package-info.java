/** Tests of the stack, its file and its step to the servers. */
@NullMarked
package dev.mcpstack.stack;

import org.jspecify.annotations.NullMarked;
