package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.KeyedBy;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pods of one server in a cluster. {@code ./mcpstack up} runs none, and leaves this unread. */
public record PodsSpec(
    @Description("How many there are. Left alone where autoscaling is given.")
        @Default("1")
        @Range(min = 1, max = MAX_REPLICAS)
        int replicas,
    @Description("Between how many there are, by load.") Optional<AutoscalingSpec> autoscaling,
    @Description("The image, if not the one of the stack's release.")
        @Example("registry.example.com/mcpstack/localdata:0.1.0")
        Optional<@Size(min = 1, max = 500) String> image,
    @Description(
            "Processor time and memory; those of the operator's defaults for what is not given.")
        @Default("{}")
        ResourcesSpec resources,
    @Description("Where they may run.") @Default("{}") SchedulingSpec scheduling,
    @Description("More variables of their environment.")
        @Default("[]")
        @Size(max = 64)
        @KeyedBy("name")
        List<EnvSpec> env,
    @Description("More folders of files in them.") @Default("[]") @Size(max = 16) @KeyedBy("name")
        List<VolumeSpec> volumes,
    @Description("More labels.") @Default("{}") @Size(max = 32)
        Map<String, @Size(max = 63) String> labels,
    @Description("More annotations.") @Default("{}") @Size(max = 32)
        Map<String, @Size(max = 4096) String> annotations)
    implements SelfChecked {
  /** The most pods of one server. */
  public static final int MAX_REPLICAS = 100;

  @Override
  public void check(Problems problems) {
    Unique.check("env", env, EnvSpec::name, "name", problems);
    Unique.check("volumes", volumes, VolumeSpec::name, "name", problems);
  }
}
