package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Map;

/** Who may reach whom in the cluster. */
public record NetworkPolicySpec(
    @Description("Whether there are policies: all is closed but what the stack needs.")
        @Default("true")
        boolean enabled,
    @Description(
            "Addresses of the sources; any address on their ports unless given. Policies know no host names.")
        @Default("[]")
        @Size(max = 64)
        List<
                @Size(min = 3, max = 50)
                @Pattern(
                    regexp = "[0-9a-fA-F.:]+/[0-9]{1,3}",
                    message = "an address and the length of its prefix, such as 10.0.0.0/8")
                String>
            sourceCidrs,
    @Description("More ports that LocalData may reach, such as that of a proxy.")
        @Default("[]")
        @Size(max = 16)
        List<@Range(min = 1, max = 65535) Integer> sourcePorts,
    @Description("Labels of the namespaces from which agents may come; any unless given.")
        @Default("{}")
        @Size(max = 16)
        Map<String, @Size(max = 63) String> clientNamespaces) {}
