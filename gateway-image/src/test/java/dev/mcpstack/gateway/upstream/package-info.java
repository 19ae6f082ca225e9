/** Tests of how servers behind the gateway are followed. */
@NullMarked
package dev.mcpstack.gateway.upstream;

import org.jspecify.annotations.NullMarked;
