package dev.mcpstack.standalone;

import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.mcp.runtime.Ending;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.StartFailure;
import dev.mcpstack.standalone.bridge.Bridge;
import dev.mcpstack.standalone.bridge.Remote;
import dev.mcpstack.standalone.bridge.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A bridge until its input ends. */
final class BridgeRun {
  private BridgeRun() {}

  /**
   * Carries until the input ends. Ctrl-C or SIGTERM end it in order too.
   *
   * @param streams the host's
   * @param err where a person may read along
   * @return the exit code
   */
  static int run(
      StandardStreams streams,
      URI endpoint,
      @Nullable String key,
      @Nullable Path caFile,
      PrintWriter err) {
    if (key != null && endpoint.getScheme().equals("http") && leavesThisMachine(endpoint)) {
      note(err, "the key travels readably to " + endpoint.getHost() + ": use https");
    }
    Resources resources = new Resources();
    try (Ending _ = Ending.of(resources)) {
      Remote remote = resources.add(new Remote(endpoint, key, tls(caFile)));
      Bridge bridge =
          resources.add(
              new Bridge(streams.in(), streams.out(), endpoint, remote, text -> note(err, text)));
      note(err, "carries to " + endpoint);
      bridge.run();
      return Ending.closeInTime(resources, Ending.LIMIT)
          ? CommandLine.ExitCode.OK
          : CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** A name that does not resolve, as where the network comes later, may be anybody's. */
  private static boolean leavesThisMachine(URI endpoint) {
    try {
      return !Loopback.isLoopback(host(endpoint));
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  private static String host(URI endpoint) {
    String host = String.valueOf(endpoint.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static @Nullable SSLContext tls(@Nullable Path caFile) {
    if (caFile == null) {
      return null;
    }
    try {
      return Trust.of(caFile);
    } catch (IOException | GeneralSecurityException e) {
      throw new StartFailure(
          "the file " + caFile + " of --ca-file can't be read or holds no PEM certificate", e);
    }
  }

  private static void note(PrintWriter err, String text) {
    synchronized (err) {
      err.println("mcpstack bridge: " + text);
      err.flush();
    }
  }
}
