package dev.mcpstack.contract.server;

import dev.mcpstack.contract.shape.DataSize;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import java.time.Duration;

/** What one server may spend. */
public record LimitsConfig(
    @Description(
            "How long a call is answered directly. What outlasts it goes on, and the answer is a pending handle.")
        @Default("15s")
        Duration callBudget,
    @Description("Calls at once; one more is refused and may be repeated.")
        @Default("1000")
        @Range(min = 1, max = 100000)
        int maxConcurrentCalls,
    @Description("How long a statement may run before it is ended at the database.") @Default("10m")
        Duration statementTimeout,
    @Description("How long a handle lives after it was made. A reader keeps it alive.")
        @Default("15m")
        Duration handleLifetime,
    @Description("The largest result that is kept behind one handle.") @Default("1GiB")
        DataSize maxResult,
    @Description("All results together, in memory and on disk.") @Default("4GiB")
        DataSize maxResults,
    @Description(
            "What all results take in memory; beyond it they go to disk, encrypted. There are as many results at most as this has units of 4 KiB.")
        @Default("64MiB")
        DataSize spoolMemory,
    @Description(
            "How long a server that is told to stop serves what it holds, while it takes nothing new; it ends sooner when all of that has ended. A server in the process of its gateway ends at once.")
        @Default("20s")
        Duration stopGrace) {}
