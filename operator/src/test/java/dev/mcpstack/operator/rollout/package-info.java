/** Tests of the package of this name. */
@NullMarked
package dev.mcpstack.operator.rollout;

import org.jspecify.annotations.NullMarked;
