/** The analysis server: it pulls rows by data token and answers with statistics. */
@NullMarked
package dev.mcpstack.datascience;

import org.jspecify.annotations.NullMarked;
