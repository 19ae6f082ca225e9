package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;
import java.util.List;

/** How a new revision is checked before it serves. */
public record VerificationSpec(
    @Description("Whether it is checked at all but for being ready.") @Default("true")
        boolean enabled,
    @Description(
            "Tools that the new release may lack, or that may take or promise less than before.")
        @Default("[]")
        @Size(max = 200)
        List<@Size(min = 1, max = 200) String> acknowledgedTools) {}
