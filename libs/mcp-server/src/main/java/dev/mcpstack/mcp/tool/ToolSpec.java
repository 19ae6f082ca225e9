package dev.mcpstack.mcp.tool;

/**
 * How a tool presents itself.
 *
 * @param name lower case with underscores, unique in its stack
 * @param title for a person
 * @param description for a model: what it does, what it needs, what to call next
 * @param args the record of its arguments
 * @param facts the record of its answer
 * @param effect what calling it does
 * @param scope what a principal must hold to call it
 */
public record ToolSpec<A extends Record, F extends Record>(
    String name,
    String title,
    String description,
    Class<A> args,
    Class<F> facts,
    Effect effect,
    String scope) {}
