/** The record of all calls, and calls that fail on demand. */
@NullMarked
package dev.mcpstack.testkit.faults;

import org.jspecify.annotations.NullMarked;
