/** Tests of what is kept of catalogues. */
@NullMarked
package dev.mcpstack.localdata.source;

import org.jspecify.annotations.NullMarked;
