/** Reads YAML configuration files into records and reports every problem with its line. */
@NullMarked
package dev.mcpstack.contract.config;

import org.jspecify.annotations.NullMarked;
