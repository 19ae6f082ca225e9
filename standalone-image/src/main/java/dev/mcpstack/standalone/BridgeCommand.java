package dev.mcpstack.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a host that only starts programs speak to an endpoint at a URL. */
@Command(
    name = "bridge",
    description =
        "Connect standard input and output to an endpoint, for hosts that speak nothing else.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {"", "The bearer key comes from --key-file, or from the environment: MCPSTACK_KEY."})
final class BridgeCommand implements Callable<Integer> {
  private static final String KEY_VARIABLE = "MCPSTACK_KEY";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "URL", description = "The endpoint, such as https://host/mcp.")
  private URI endpoint = URI.create("");

  @Option(names = "--key-file", paramLabel = "FILE", description = "File with the bearer key.")
  private @Nullable Path keyFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "PEM file with the certificates to trust. Default: the authorities of the JDK.")
  private @Nullable Path caFile;

  @Override
  public Integer call() {
    String scheme = String.valueOf(endpoint.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || endpoint.getHost() == null) {
      throw new ParameterException(
          spec.commandLine(),
          "'" + endpoint + "' is no URL of an endpoint: it is like https://host/mcp");
    }
    return BridgeRun.run(
        StandardStreams.take(), endpoint, key(), caFile, spec.commandLine().getErr());
  }

  private @Nullable String key() {
    if (keyFile != null) {
      return Access.fromFile(keyFile).key();
    }
    String key = System.getenv(KEY_VARIABLE);
    return key == null || key.isBlank() ? null : Access.checked(key.strip(), KEY_VARIABLE);
  }
}
