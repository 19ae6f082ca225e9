/** Tests of shapes. */
@NullMarked
package dev.mcpstack.contract.shape;

import org.jspecify.annotations.NullMarked;
