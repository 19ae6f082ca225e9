/** Tests. */
@NullMarked
package dev.mcpstack.contract.management;

import org.jspecify.annotations.NullMarked;
