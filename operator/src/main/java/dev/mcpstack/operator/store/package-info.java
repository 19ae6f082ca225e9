/**
 * Token stores as seen from the operator: whether those of others answer, which certificate those
 * of the stacks show, and that all are told which revision serves.
 */
@NullMarked
package dev.mcpstack.operator.store;

import org.jspecify.annotations.NullMarked;
