/** The gateway in front of servers of other processes, from outside. */
@NullMarked
package dev.mcpstack.gateway.remote;

import org.jspecify.annotations.NullMarked;
