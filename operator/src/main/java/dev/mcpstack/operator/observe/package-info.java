/**
 * What there is: the objects of a stack as they are in the cluster, and what they say of
 * themselves.
 */
@NullMarked
package dev.mcpstack.operator.observe;

import org.jspecify.annotations.NullMarked;
