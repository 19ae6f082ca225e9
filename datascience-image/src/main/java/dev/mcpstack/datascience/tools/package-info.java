/** The tools of the analysis server, one class each. */
@NullMarked
package dev.mcpstack.datascience.tools;

import org.jspecify.annotations.NullMarked;
