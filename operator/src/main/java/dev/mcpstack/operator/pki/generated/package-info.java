/** Secrets that are made for a stack: keys of agents, and who may use the token store. */
@NullMarked
package dev.mcpstack.operator.pki.generated;

import org.jspecify.annotations.NullMarked;
