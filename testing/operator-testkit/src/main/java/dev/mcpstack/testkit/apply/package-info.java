/** Field ownership and merging: pure functions over JSON trees. */
@NullMarked
package dev.mcpstack.testkit.apply;

import org.jspecify.annotations.NullMarked;
