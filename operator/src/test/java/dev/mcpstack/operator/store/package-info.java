/** Tests of the package of this name. */
@NullMarked
package dev.mcpstack.operator.store;

import org.jspecify.annotations.NullMarked;
