package dev.mcpstack.mcp.dispatch;

import java.time.Duration;

/**
 * The limits of calls.
 *
 * @param budget how long a call is answered directly; what outlasts it goes on under a handle
 * @param maxConcurrent calls at once, those that go on under a handle among them
 */
public record CallLimits(Duration budget, int maxConcurrent) {}
