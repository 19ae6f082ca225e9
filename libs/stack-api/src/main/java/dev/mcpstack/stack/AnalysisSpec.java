package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import java.time.Duration;

/** From when on a new revision that serves is worse than the old one, and is taken back. */
public record AnalysisSpec(
    @Description(
            "Whether calls and restarts are watched. Where they are not, a new revision is still taken back when none of its pods can answer.")
        @Default("true")
        boolean enabled,
    @Description(
            "The fewest calls of a revision that tell something. Where every call fails, a quarter of them is enough.")
        @Default("20")
        @Range(min = 5, max = 100_000)
        int minCalls,
    @Description(
            "How much larger the share of calls that fail by the servers' fault may be than the old revision's, as a difference: 0.05 is five of a hundred.")
        @Default("0.05")
        @Range(min = 0, max = 1)
        double errorMargin,
    @Description(
            "How many times the old revision's 95th percentile of the time to an answer the new one's may be.")
        @Default("2")
        @Range(min = 1, max = 100)
        double latencyFactor,
    @Description("How much longer it must take, besides, to count as slower.") @Default("500ms")
        Duration latencyMargin,
    @Description("How often containers of the new revision may be restarted.")
        @Default("2")
        @Range(min = 0, max = 1_000)
        int maxRestarts,
    @Description(
            "For how long after it took over times are not compared: what has just been started is slow at first.")
        @Default("30s")
        Duration warmUp) {}
