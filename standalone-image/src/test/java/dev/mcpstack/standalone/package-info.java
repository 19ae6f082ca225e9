/** Tests of the command line, of whole stacks in one process, and of the house's rules. */
@NullMarked
package dev.mcpstack.standalone;

import org.jspecify.annotations.NullMarked;
