/** Tests of the package of this name. */
@NullMarked
package dev.mcpstack.operator.observe;

import org.jspecify.annotations.NullMarked;
