/** From a running statement to chunks: columns, values, results and pages of them. */
@NullMarked
package dev.mcpstack.localdata.query;

import org.jspecify.annotations.NullMarked;
