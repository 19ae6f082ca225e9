package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where pods may run, as in Kubernetes. */
public record SchedulingSpec(
    @Description("Labels that a node must have.") @Default("{}") @Size(max = 32)
        Map<String, @Size(max = 63) String> nodeSelector,
    @Description("Taints that are tolerated, each as in a pod's tolerations.")
        @Default("[]")
        @Size(max = 32)
        List<Object> tolerations,
    @Description("As in a pod's affinity.") Optional<Object> affinity,
    @Description("The priority class.")
        Optional<
                @Size(min = 1, max = 253)
                @Pattern(
                    regexp = SecretDocument.NAME_PATTERN,
                    message = SecretDocument.NAME_MESSAGE)
                String>
            priorityClassName,
    @Description(
            "Whether pods of one server are spread over nodes and zones as far as there are any.")
        @Default("true")
        boolean spread) {}
