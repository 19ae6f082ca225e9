/** Tests. */
@NullMarked
package dev.mcpstack.contract.net;

import org.jspecify.annotations.NullMarked;
