/** Tests that the benchmarks measure right answers, and read them right. */
@NullMarked
package dev.mcpstack.bench;

import org.jspecify.annotations.NullMarked;
