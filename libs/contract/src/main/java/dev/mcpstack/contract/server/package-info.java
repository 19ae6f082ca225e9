/**
 * The configuration of each server: immutable records, read from one YAML file, documented from
 * their annotations.
 */
@NullMarked
package dev.mcpstack.contract.server;

import org.jspecify.annotations.NullMarked;
