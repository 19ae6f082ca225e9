package dev.mcpstack.localdata.gate;

/** What the policy says of one text: it may run as rewritten, or it may not and why. */
public sealed interface GateVerdict permits Admitted, Refused {}
