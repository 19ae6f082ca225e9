/** Which of a stack's revisions serves, as the token store is told by the operator. */
@NullMarked
package dev.mcpstack.contract.serving;

import org.jspecify.annotations.NullMarked;
