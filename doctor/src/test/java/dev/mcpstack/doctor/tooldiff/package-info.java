/** Lists of tools compared. */
@NullMarked
package dev.mcpstack.doctor.tooldiff;

import org.jspecify.annotations.NullMarked;
