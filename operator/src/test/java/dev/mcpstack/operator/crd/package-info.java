@NullMarked
package dev.mcpstack.operator.crd;

import org.jspecify.annotations.NullMarked;
