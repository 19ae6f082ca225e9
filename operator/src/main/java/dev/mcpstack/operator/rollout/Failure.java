package dev.mcpstack.operator.rollout;

import java.time.Instant;

/**
 * A release that failed, and is not tried again by itself.
 *
 * @param revision of its cell
 * @param identity what it was made from
 * @param why a sentence
 * @param at when
 */
public record Failure(int revision, String identity, String why, Instant at) {}
