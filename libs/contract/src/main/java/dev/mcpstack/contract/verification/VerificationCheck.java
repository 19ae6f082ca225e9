package dev.mcpstack.contract.verification;

import dev.mcpstack.contract.shape.Description;

/** What one check found. */
public record VerificationCheck(
    @Description("What was checked, in a few words.") String name,
    @Description("Whether it was as it should be.") boolean healthy,
    @Description("What was seen, without rows and without keys.") String text) {}
