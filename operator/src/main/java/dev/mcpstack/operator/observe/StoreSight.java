package dev.mcpstack.operator.observe;

import java.time.Instant;

/**
 * What has been seen of a token store since it was to show another certificate.
 *
 * @param since when asking began
 * @param shows what it showed last
 */
public record StoreSight(Instant since, StoreShows shows) {}
