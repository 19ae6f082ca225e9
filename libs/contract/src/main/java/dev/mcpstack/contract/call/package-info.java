/** One call: who makes it, how it is cancelled, what it reports while it runs. */
@NullMarked
package dev.mcpstack.contract.call;

import org.jspecify.annotations.NullMarked;
