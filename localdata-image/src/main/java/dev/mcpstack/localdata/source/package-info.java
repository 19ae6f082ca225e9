/** The sources: pools and embedded databases, each with its dialect. */
@NullMarked
package dev.mcpstack.localdata.source;

import org.jspecify.annotations.NullMarked;
