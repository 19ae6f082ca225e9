@NullMarked
package dev.mcpstack.operator.model;

import org.jspecify.annotations.NullMarked;
