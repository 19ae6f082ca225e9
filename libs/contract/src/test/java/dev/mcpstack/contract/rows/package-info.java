/** Tests. */
@NullMarked
package dev.mcpstack.contract.rows;

import org.jspecify.annotations.NullMarked;
