/**
 * {@code kubectl mcpstack}: people steer rollouts. It writes nothing but fields of a stack's
 * specification; what comes of them is the operator's.
 */
@NullMarked
package dev.mcpstack.operator.cli;

import org.jspecify.annotations.NullMarked;
