/** Programs that stand behind and before a gateway whose conformance is tested. */
@NullMarked
package dev.mcpstack.conformance;

import org.jspecify.annotations.NullMarked;
