package dev.mcpstack.mcp.tool;

/**
 * A tool's answer: the same facts twice.
 *
 * @param facts for programs, under the tool's output schema
 * @param markdown for the model
 */
public record Answer<F extends Record>(F facts, String markdown) {}
