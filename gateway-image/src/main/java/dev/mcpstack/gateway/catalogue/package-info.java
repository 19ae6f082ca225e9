/** What all servers behind the gateway offer, as one. */
@NullMarked
package dev.mcpstack.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
