/** Tests of what a model reads. */
@NullMarked
package dev.mcpstack.datascience.text;

import org.jspecify.annotations.NullMarked;
