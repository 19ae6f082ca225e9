/** Tests. */
@NullMarked
package dev.mcpstack.contract.spool;

import org.jspecify.annotations.NullMarked;
