/** Tests of the bridge: what it sends, and a bridge between pipes and a real socket. */
@NullMarked
package dev.mcpstack.standalone.bridge;

import org.jspecify.annotations.NullMarked;
