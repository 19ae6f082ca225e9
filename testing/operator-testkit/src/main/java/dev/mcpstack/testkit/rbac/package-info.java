/** Who may do what, and which of it was ever needed. */
@NullMarked
package dev.mcpstack.testkit.rbac;

import org.jspecify.annotations.NullMarked;
