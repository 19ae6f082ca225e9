/** Releases with a fault of their own, made of this build's classes. */
@NullMarked
package dev.mcpstack.rollout.fault;

import org.jspecify.annotations.NullMarked;
