/** Tests of the table of failures. */
@NullMarked
package dev.mcpstack.datascience.error;

import org.jspecify.annotations.NullMarked;
