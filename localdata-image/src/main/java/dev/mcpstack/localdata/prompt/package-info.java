/** Prompts that set a model on its way through the sources. */
@NullMarked
package dev.mcpstack.localdata.prompt;

import org.jspecify.annotations.NullMarked;
