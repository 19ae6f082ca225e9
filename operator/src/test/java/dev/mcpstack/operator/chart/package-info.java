/** The charts, linted and rendered by Helm's own code and compared with what the docs say. */
@NullMarked
package dev.mcpstack.operator.chart;

import org.jspecify.annotations.NullMarked;
