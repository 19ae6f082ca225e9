package dev.mcpstack.operator.health;

import dev.mcpstack.operator.rollout.CellView.Health;
import java.util.OptionalLong;

/**
 * How a cell is, as far as is known.
 *
 * @param health how calls fare; good of one that is not on trial
 * @param held handles, jobs and requests that it still has; absent if that is not known
 */
public record CellHealth(Health health, OptionalLong held) {
  /** Of one of which nothing is known. */
  public static final CellHealth UNKNOWN = new CellHealth(new Health.Good(), OptionalLong.empty());
}
