/** Tests that the benchmarks of the data channel move right rows, and judge them right. */
@NullMarked
package dev.mcpstack.bench.data;

import org.jspecify.annotations.NullMarked;
