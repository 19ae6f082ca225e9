package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;
import java.util.Optional;

/** A token store that the operator runs. */
public record ManagedStoreSpec(
    @Description("Its image, if not that of the stack's release.")
        Optional<@Size(min = 1, max = 500) String> image,
    @Description(
            "The volume that its file of changes is kept on. Without one it is empty after a restart, and the servers tell it again what they hold.")
        Optional<StorageSpec> storage,
    @Description("Processor time and memory.") @Default("{}") ResourcesSpec resources,
    @Description("Where it may run.") @Default("{}") SchedulingSpec scheduling) {}
