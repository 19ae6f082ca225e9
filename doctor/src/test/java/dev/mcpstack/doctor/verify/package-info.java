/** Releases judged: good ones, bad ones, and previews that lie. */
@NullMarked
package dev.mcpstack.doctor.verify;

import org.jspecify.annotations.NullMarked;
