/** Judges a release before it serves, through the preview of its cell. */
@NullMarked
package dev.mcpstack.doctor.verify;

import org.jspecify.annotations.NullMarked;
