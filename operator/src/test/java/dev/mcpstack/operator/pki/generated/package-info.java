/** Tests of the secrets that are made for a stack. */
@NullMarked
package dev.mcpstack.operator.pki.generated;

import org.jspecify.annotations.NullMarked;
