/** Results and checks, written and read. */
@NullMarked
package dev.mcpstack.contract.verification;

import org.jspecify.annotations.NullMarked;
