/** Tests of the gateway's client. */
@NullMarked
package dev.mcpstack.gateway.client;

import org.jspecify.annotations.NullMarked;
