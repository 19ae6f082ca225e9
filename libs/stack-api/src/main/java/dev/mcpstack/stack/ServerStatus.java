package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;

/** How the pods of one server are. */
public record ServerStatus(
    @Description("The server: gateway, localdata, datascience, or unified.")
        @Size(min = 1, max = 63)
        String role,
    @Description("Pods that are wanted.") int replicas,
    @Description("Pods that can answer.") int ready) {}
