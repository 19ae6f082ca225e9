@NullMarked
package dev.mcpstack.operator.runtime;

import org.jspecify.annotations.NullMarked;
