/** The operator as a program: configuration, reconciler, health, leader. */
@NullMarked
package dev.mcpstack.operator.runtime;

import org.jspecify.annotations.NullMarked;
