/**
 * The tools of the gateway: those it forwards, those it routes by handle, and those it composes.
 */
@NullMarked
package dev.mcpstack.gateway.tools;

import org.jspecify.annotations.NullMarked;
