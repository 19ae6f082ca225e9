/**
 * What McpStack costs and how it compares: one class a question, real processes and real sockets.
 */
@NullMarked
package dev.mcpstack.bench;

import org.jspecify.annotations.NullMarked;
