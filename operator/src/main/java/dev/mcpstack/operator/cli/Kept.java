package dev.mcpstack.operator.cli;

import java.time.Instant;

/**
 * A revision that is remembered.
 *
 * @param number of the revision
 * @param release of its images
 * @param made when
 */
record Kept(int number, String release, Instant made) {}
