@NullMarked
package dev.mcpstack.operator;

import org.jspecify.annotations.NullMarked;
