/** Defaults and checks of the kinds that every cluster has. */
@NullMarked
package dev.mcpstack.testkit.builtin;

import org.jspecify.annotations.NullMarked;
