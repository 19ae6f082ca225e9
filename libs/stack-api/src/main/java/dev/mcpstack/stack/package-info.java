/**
 * The {@code McpStack} that a person writes: its records, rules and file, and the step from it to
 * the configuration of each server.
 */
@NullMarked
package dev.mcpstack.stack;

import org.jspecify.annotations.NullMarked;
