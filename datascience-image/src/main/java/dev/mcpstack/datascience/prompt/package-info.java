/** Prompts that set a model on its way through an analysis. */
@NullMarked
package dev.mcpstack.datascience.prompt;

import org.jspecify.annotations.NullMarked;
