/** Sources and tables as resources. */
@NullMarked
package dev.mcpstack.localdata.resource;

import org.jspecify.annotations.NullMarked;
