/** Proposes names of sources, tables and columns. */
@NullMarked
package dev.mcpstack.localdata.completion;

import org.jspecify.annotations.NullMarked;
