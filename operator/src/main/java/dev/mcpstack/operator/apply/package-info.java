/** The only writer: applies objects, prunes them, tells status and events. */
@NullMarked
package dev.mcpstack.operator.apply;

import org.jspecify.annotations.NullMarked;
