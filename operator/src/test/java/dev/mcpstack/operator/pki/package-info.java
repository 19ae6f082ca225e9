/** Tests of the certificates of a stack. */
@NullMarked
package dev.mcpstack.operator.pki;

import org.jspecify.annotations.NullMarked;
