/** What a client loses when one list of tools takes the place of another. Pure. */
@NullMarked
package dev.mcpstack.doctor.tooldiff;

import org.jspecify.annotations.NullMarked;
