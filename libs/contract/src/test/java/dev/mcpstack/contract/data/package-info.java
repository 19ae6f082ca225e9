/** Tests. */
@NullMarked
package dev.mcpstack.contract.data;

import org.jspecify.annotations.NullMarked;
