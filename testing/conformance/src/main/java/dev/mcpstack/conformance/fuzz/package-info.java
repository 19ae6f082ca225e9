/** Sends an endpoint requests that are almost right, and watches what becomes of it. */
@NullMarked
package dev.mcpstack.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
