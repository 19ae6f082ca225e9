package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;

/** A whole stack as a person writes it. */
@Description("One MCP endpoint over governed data sources and analyses.")
public record McpStack(
    @Description("Version of the API.") ApiVersion apiVersion,
    @Description("Kind of the document.") StackKind kind,
    @Description("What the stack is called.") StackMetadata metadata,
    @Description("What the stack is made of.") StackSpec spec) {}
