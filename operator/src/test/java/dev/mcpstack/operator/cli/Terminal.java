package dev.mcpstack.operator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Somebody with a kubeconfig who types commands. */
final class Terminal {
  private final Path kubeconfig;

  /**
   * One.
   *
   * @param folder where files may be written
   * @param server the address of the API server
   * @param user who asks
   * @param namespace of the current context
   */
  Terminal(Path folder, String server, String user, String namespace) {
    this.kubeconfig = folder.resolve("kubeconfig-" + user.replaceAll("\\W", "-"));
    try {
      Files.writeString(
          kubeconfig,
          """
          apiVersion: v1
          kind: Config
          current-context: test
          clusters: [{name: test, cluster: {server: "%s"}}]
          users: [{name: test, user: {token: "%s"}}]
          contexts: [{name: test, context: {cluster: test, user: test, namespace: %s}}]
          """
              .formatted(server, user, namespace));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command answered. */
  record Answer(int code, String out, String err) {}

  Answer run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--kubeconfig", kubeconfig.toString()));
    CommandLine line =
        KubectlMain.commandLine(
            new Surroundings(Clock.systemUTC(), () -> TimeUnit.MILLISECONDS.sleep(50)));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(all.toArray(String[]::new));
    return new Answer(code, out.toString().strip(), err.toString().strip());
  }
}
