package dev.mcpstack.standalone;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.gateway.StdioGateway;
import dev.mcpstack.mcp.runtime.Ending;
import dev.mcpstack.mcp.runtime.Resources;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** A stack for the one program that started this process and talks to it over a pipe. */
final class StdioStack {
  /** Whoever can start the process may do what the process may. */
  private static final Principal CALLER = Principal.withAllScopes("stdio");

  private StdioStack() {}

  /**
   * Runs until the input ends.
   *
   * @param streams those of that program
   * @param startedNanos when the program began to start
   * @param err where a person may read along
   * @return the exit code
   */
  static int run(
      StackSettings settings,
      Resources resources,
      StandardStreams streams,
      long startedNanos,
      PrintWriter err) {
    Servers servers = Servers.start(settings, resources);
    StdioGateway gateway =
        resources.add(
            StdioGateway.start(
                settings.configs().gateway(),
                servers.context(),
                CALLER,
                servers.upstreams(),
                streams.in(),
                streams.out()));
    err.printf(
        "Stack '%s' is ready on standard input and output, after %.1f s. Sources: %s%n",
        settings.name(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos) / 1000.0,
        String.join(", ", servers.sources()));
    err.flush();
    try {
      gateway.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    // Who closes the pipe waits for the process, but not for long.
    return Ending.closeInTime(resources, Ending.LIMIT)
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }
}
