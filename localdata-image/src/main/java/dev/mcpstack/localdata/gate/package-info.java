/** The only way from an agent's text to a running statement: checked first, then run read-only. */
@NullMarked
package dev.mcpstack.localdata.gate;

import org.jspecify.annotations.NullMarked;
