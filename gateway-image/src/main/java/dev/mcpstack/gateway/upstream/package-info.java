/** How the gateway reaches the servers behind it. */
@NullMarked
package dev.mcpstack.gateway.upstream;

import org.jspecify.annotations.NullMarked;
