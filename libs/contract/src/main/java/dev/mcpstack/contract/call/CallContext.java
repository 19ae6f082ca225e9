package dev.mcpstack.contract.call;

import dev.mcpstack.contract.principal.Principal;

/**
 * What a tool may know of the call it serves.
 *
 * @param principal the caller
 * @param correlationId names the call in every server's log and in errors
 * @param cancellation ends the work when the caller cancels or releases it
 * @param progress where the work says how far it is
 */
public record CallContext(
    Principal principal, String correlationId, Cancellation cancellation, Progress progress) {}
