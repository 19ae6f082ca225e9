/** Tests of what resources are named. */
@NullMarked
package dev.mcpstack.localdata.resource;

import org.jspecify.annotations.NullMarked;
