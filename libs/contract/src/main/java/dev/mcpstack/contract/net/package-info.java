/** Addresses: which are on this machine alone. */
@NullMarked
package dev.mcpstack.contract.net;

import org.jspecify.annotations.NullMarked;
