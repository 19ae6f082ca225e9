/** Tests. */
@NullMarked
package dev.mcpstack.contract.call;

import org.jspecify.annotations.NullMarked;
