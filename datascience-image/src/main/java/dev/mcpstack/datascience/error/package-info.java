/** The failures that an analysis can answer with. */
@NullMarked
package dev.mcpstack.datascience.error;

import org.jspecify.annotations.NullMarked;
