/** Token stores that are somebody else's: whether they answer, as seen from the operator. */
@NullMarked
package dev.mcpstack.operator.store;

import org.jspecify.annotations.NullMarked;
