/** Doctor against real stacks, healthy and not. */
@NullMarked
package dev.mcpstack.doctor;

import org.jspecify.annotations.NullMarked;
