/** Tests of the package of this name. */
@NullMarked
package dev.mcpstack.operator.health;

import org.jspecify.annotations.NullMarked;
