/** Tests against a real server. */
@NullMarked
package dev.mcpstack.contract.handle.redis;

import org.jspecify.annotations.NullMarked;
