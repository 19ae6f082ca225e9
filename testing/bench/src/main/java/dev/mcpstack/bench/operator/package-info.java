/** The cases of {@code OperatorBenchmark}. */
@NullMarked
package dev.mcpstack.bench.operator;

import org.jspecify.annotations.NullMarked;
