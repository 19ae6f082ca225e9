/** From a data token to columns of numbers and labels. */
@NullMarked
package dev.mcpstack.datascience.input;

import org.jspecify.annotations.NullMarked;
