/** Tests. */
@NullMarked
package dev.mcpstack.contract.principal;

import org.jspecify.annotations.NullMarked;
