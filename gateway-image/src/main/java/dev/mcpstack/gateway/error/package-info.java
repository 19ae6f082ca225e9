/** The gateway's own failures. */
@NullMarked
package dev.mcpstack.gateway.error;

import org.jspecify.annotations.NullMarked;
