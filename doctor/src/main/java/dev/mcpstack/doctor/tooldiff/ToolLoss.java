package dev.mcpstack.doctor.tooldiff;

/**
 * What is lost of a tool.
 *
 * @param tool its name
 * @param text a clause that names the tool and what changed
 */
public record ToolLoss(String tool, String text) {}
