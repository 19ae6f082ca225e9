/** Tests of the gate: cases as text, run against real engines. */
@NullMarked
package dev.mcpstack.localdata.gate;

import org.jspecify.annotations.NullMarked;
