/** Certificates: how servers prove their roles, and where the files of that are. */
@NullMarked
package dev.mcpstack.contract.tls;

import org.jspecify.annotations.NullMarked;
