/** Tests. */
@NullMarked
package dev.mcpstack.contract.server;

import org.jspecify.annotations.NullMarked;
