package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;

/** Between how many pods there are, by the processor time that they take. */
@Rule(
    value = "self.minReplicas <= self.maxReplicas",
    message = "minReplicas must be at most maxReplicas: lower it, or raise that")
public record AutoscalingSpec(
    @Description("The fewest pods.") @Default("1") @Range(min = 1, max = PodsSpec.MAX_REPLICAS)
        int minReplicas,
    @Description("The most pods.") @Range(min = 1, max = PodsSpec.MAX_REPLICAS) int maxReplicas,
    @Description("Processor time, in percent of what the pods request, above which pods are added.")
        @Default("75")
        @Range(min = 1, max = 100)
        int cpuPercent)
    implements SelfChecked {
  @Override
  public void check(Problems problems) {
    if (minReplicas > maxReplicas) {
      problems.add(
          "minReplicas",
          Integer.toString(minReplicas),
          "at most maxReplicas (" + maxReplicas + "): lower it, or raise that");
    }
  }
}
