/** The tools of LocalData, one class each. */
@NullMarked
package dev.mcpstack.localdata.tools;

import org.jspecify.annotations.NullMarked;
