package dev.mcpstack.operator.rollout;

/**
 * A release that was rendered once.
 *
 * @param number from 1 on
 * @param identity the digest of what it was made from
 * @param complete whether all of its servers are there and can answer
 */
public record Revision(int number, String identity, boolean complete) {}
