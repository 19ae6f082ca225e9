/** Numbers, names and tables as a model reads them. */
@NullMarked
package dev.mcpstack.datascience.text;

import org.jspecify.annotations.NullMarked;
