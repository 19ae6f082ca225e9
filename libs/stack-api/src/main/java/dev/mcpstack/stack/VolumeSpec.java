package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Example;
import dev.mcpstack.contract.shape.Pattern;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import dev.mcpstack.contract.shape.Rule;
import dev.mcpstack.contract.shape.SelfChecked;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Optional;

/** A folder of more files in each pod of a server, such as data or drivers. */
@Rule(
    value =
        "[has(self.claimName), has(self.secretName), has(self.configMapName)].filter(given, given).size() == 1",
    message = "give the volume exactly one of claimName, secretName and configMapName")
@Rule(
    value = "!self.mountPath.startsWith('/etc/mcpstack') && !self.mountPath.startsWith('/app')",
    message = "the folders /etc/mcpstack and /app are the servers' own: choose another mountPath")
public record VolumeSpec(
    @Description("What it is called.")
        @Size(min = 1, max = 50)
        @Pattern(
            regexp = "[a-z0-9]([a-z0-9-]*[a-z0-9])?",
            message = "lower-case letters, digits and dashes, neither first nor last a dash")
        String name,
    @Description("Where it is in the pods.")
        @Example("/data")
        @Size(min = 2, max = 500)
        @Pattern(regexp = "/[^:]*", message = "a whole path without a colon")
        String mountPath,
    @Description("The PersistentVolumeClaim that it is.")
        Optional<
                @Size(min = 1, max = 253)
                @Pattern(
                    regexp = SecretDocument.NAME_PATTERN,
                    message = SecretDocument.NAME_MESSAGE)
                String>
            claimName,
    @Description("The Secret whose keys are its files.")
        Optional<
                @Size(min = 1, max = 253)
                @Pattern(
                    regexp = SecretDocument.NAME_PATTERN,
                    message = SecretDocument.NAME_MESSAGE)
                String>
            secretName,
    @Description("The ConfigMap whose keys are its files.")
        Optional<
                @Size(min = 1, max = 253)
                @Pattern(
                    regexp = SecretDocument.NAME_PATTERN,
                    message = SecretDocument.NAME_MESSAGE)
                String>
            configMapName,
    @Description("Whether the servers may only read it.") @Default("true") boolean readOnly)
    implements SelfChecked {
  @Override
  public void check(Problems problems) {
    long given =
        List.of(claimName, secretName, configMapName).stream().filter(Optional::isPresent).count();
    if (given != 1) {
      problems.add(
          "claimName",
          given + " of claimName, secretName and configMapName",
          "exactly one of them");
    }
    if (mountPath.startsWith("/etc/mcpstack") || mountPath.startsWith("/app")) {
      problems.add(
          "mountPath",
          Problem.excerpt(mountPath),
          "another folder: /etc/mcpstack and /app are the servers' own");
    }
  }
}
