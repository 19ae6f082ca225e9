/**
 * The bridge between a host that speaks standard input and output alone and an endpoint at a URL.
 * What is sent as which header and what an answer becomes is decided without input and output.
 */
@NullMarked
package dev.mcpstack.standalone.bridge;

import org.jspecify.annotations.NullMarked;
