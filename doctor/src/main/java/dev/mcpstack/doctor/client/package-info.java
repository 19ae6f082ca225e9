/**
 * The endpoint of a stack as an ordinary client speaks to it: its address, its key, whom to
 * believe.
 */
@NullMarked
package dev.mcpstack.doctor.client;

import org.jspecify.annotations.NullMarked;
