/** Describing columns one by one, under a bound of memory that all calls share. */
@NullMarked
package dev.mcpstack.datascience.summary;

import org.jspecify.annotations.NullMarked;
