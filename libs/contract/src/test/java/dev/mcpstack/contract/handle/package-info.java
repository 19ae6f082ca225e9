/** Tests. */
@NullMarked
package dev.mcpstack.contract.handle;

import org.jspecify.annotations.NullMarked;
