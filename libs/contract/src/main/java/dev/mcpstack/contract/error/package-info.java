/** The one error model that every surface speaks: code, source, cause and remedy. */
@NullMarked
package dev.mcpstack.contract.error;

import org.jspecify.annotations.NullMarked;
