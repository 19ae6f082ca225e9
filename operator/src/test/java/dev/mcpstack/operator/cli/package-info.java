/** Tests of {@code kubectl mcpstack}. */
@NullMarked
package dev.mcpstack.operator.cli;

import org.jspecify.annotations.NullMarked;
