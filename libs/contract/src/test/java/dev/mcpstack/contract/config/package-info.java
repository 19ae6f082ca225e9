/** Tests of configuration files. */
@NullMarked
package dev.mcpstack.contract.config;

import org.jspecify.annotations.NullMarked;
