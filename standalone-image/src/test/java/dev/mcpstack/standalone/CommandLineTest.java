package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.runtime.Failures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What ends by itself; stacks that stay up are in {@link ProcessTest}. */
class CommandLineTest {
  private static final String QUICKSTART = Repository.path("examples/quickstart.yaml").toString();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void help_namesEveryCommandAlsoThoseOfTheLauncher() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("up ", "validate ", "verify ", "format ", "Exit codes: 0 ");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void version_isThatOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("mcpstack \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "; Which command?",
        "upp; Unmatched argument at index 0: 'upp'",
        "upp; Did you mean: mcpstack up?",
        "--prot; Unknown option: '--prot'",
        "up; Missing required parameter: 'STACK.yaml'",
        "up a.yaml --prot 1; Unknown options: '--prot', '1'",
        "up a.yaml --port eighty; Invalid value for option '--port': 'eighty' is no port: use 1 to 65535, or 0 for any free one",
        "up a.yaml --port 65536; '65536' is no port",
        "up a.yaml --management-port -1; '-1' is no port",
        "up a.yaml --no-auth --key-file key; --no-auth and --key-file exclude each other: leave out one",
        "up a.yaml --stdio --port 1; --stdio opens no port and asks for no key: leave out --port",
        "up a.yaml --stdio --json; --stdio opens no port and asks for no key",
        "bridge; Missing required parameter: 'URL'",
        "validate; Missing required parameter: 'STACK.yaml'",
      })
  void wrongCommandLine_showsUsageOnStandardError(String line, String message) {
    String[] arguments = line == null ? new String[0] : line.split(" ", -1);
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: ").contains(message, "Usage: mcpstack");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void validStack_isSaidToBe() {
    assertThat(run("validate", QUICKSTART)).isZero();
    assertThat(out)
        .hasToString(
            QUICKSTART + ": valid, stack 'quickstart' with 1 source" + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource({"validate", "up"})
  void brokenStack_isRefusedWithEveryProblem(String command) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("broken.yaml"),
            """
            apiVersion: mcpstack.dev/v1alpha1
            kind: McpStack
            metadata: {name: Broken}
            spec:
              source: []
              gateway: {port: eighty}
            """);
    assertThat(run(command, file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("error: " + file + ": 3 problems")
        .contains("line 3: metadata.name:", "line 5: spec.source:")
        .contains("line 6: spec.gateway.port: found \"eighty\"");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void takenPort_isOneLineWithTheRemedy() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run("up", QUICKSTART, "--port", port, "--management-port", "0")).isEqualTo(1);
      assertThat(err)
          .hasToString(
              "error: port "
                  + port
                  + " is taken: end the program that uses it, or pass --port with another port (0"
                  + " takes any free one)"
                  + System.lineSeparator());
      assertThat(out.toString()).isEmpty();
    }
  }

  @Test
  void takenManagementPort_isOneLineWithTheRemedy() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run("up", QUICKSTART, "--port", "0", "--management-port", port)).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("error: port " + port + " is taken")
          .contains("pass --management-port with another port")
          .hasLineCount(1);
    }
  }

  @Test
  void missingCredentials_areNamed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("stack.yaml"),
            Files.readString(Repository.path("examples/postgresql.yaml")).split("---", -1)[0]);
    assertThat(run("up", file.toString(), "--secrets", folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(
            "error: source 'sales' needs the Secret 'sales-database', which has no username")
        .hasLineCount(1);
  }

  @Test
  void missingSecretsFolder_isNamed() {
    assertThat(run("up", QUICKSTART, "--secrets", folder.resolve("absent").toString())).isOne();
    assertThat(err.toString()).contains("absent of --secrets is not there: make it");
  }

  @Test
  void unexpectedFailure_isToldWithoutItsText() {
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(err));
    int code =
        new Failures()
            .handleExecutionException(
                new IllegalStateException("hunter2"),
                command,
                command.parseArgs("validate", QUICKSTART));
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).startsWith("error: an unexpected failure").doesNotContain("hunter2");
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
