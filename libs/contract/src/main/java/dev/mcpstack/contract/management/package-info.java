/** The management port of every program: is it alive, is it ready, what does it measure. */
@NullMarked
package dev.mcpstack.contract.management;

import org.jspecify.annotations.NullMarked;
