/** Tests of the gateway's catalogue. */
@NullMarked
package dev.mcpstack.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
