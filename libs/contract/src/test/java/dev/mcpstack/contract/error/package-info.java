/** Tests. */
@NullMarked
package dev.mcpstack.contract.error;

import org.jspecify.annotations.NullMarked;
