/** The objects, their versions and watches, and the one path on which they change. */
@NullMarked
package dev.mcpstack.testkit.store;

import org.jspecify.annotations.NullMarked;
