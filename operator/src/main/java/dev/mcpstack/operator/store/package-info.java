/**
 * Token stores as seen from the operator: whether those of others answer, and which certificate
 * those of the stacks show.
 */
@NullMarked
package dev.mcpstack.operator.store;

import org.jspecify.annotations.NullMarked;
