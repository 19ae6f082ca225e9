/** Tests of the package of this name. */
@NullMarked
package dev.mcpstack.operator.apply;

import org.jspecify.annotations.NullMarked;
