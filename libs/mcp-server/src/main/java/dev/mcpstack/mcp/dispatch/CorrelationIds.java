package dev.mcpstack.mcp.dispatch;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names calls. The names are unique, and no secret, so they needn't cost secure random bits. */
public final class CorrelationIds {
  private CorrelationIds() {}

  /** A new one: a random UUID. */
  public static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
