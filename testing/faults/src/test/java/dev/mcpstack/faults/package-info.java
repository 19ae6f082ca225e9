/** Faults from outside: real processes that are killed, cut off, filled up and worn out. */
@NullMarked
package dev.mcpstack.faults;

import org.jspecify.annotations.NullMarked;
