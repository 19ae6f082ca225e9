package dev.mcpstack.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.fixture.TlsFront;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MainTest {
  @TempDir private Path folder = Path.of("");

  private record Run(int exitCode, String output, String errors) {}

  private static Run doctor(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new Main())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new Run(code, out.toString(), err.toString());
  }

  private String keyFile(String key) throws IOException {
    return Files.writeString(folder.resolve("key"), key + "\n").toString();
  }

  @Test
  void healthyStack_everyLinkIsChecked() throws IOException {
    try (TestStack stack = new TestStack(folder, true)) {
      Run run = doctor(stack.endpoint().toString(), "--key-file", keyFile(TestStack.KEY));

      assertThat(run.output())
          .contains("ok      endpoint", "ok      tools", "ok      sources")
          .contains("ok      query, token, analysis on source s")
          .contains("All is well.")
          .doesNotContain(TestStack.KEY);
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void missingServer_isNamedByItsTools() throws IOException {
    try (TestStack stack = new TestStack(folder, false)) {
      Run run = doctor(stack.endpoint().toString(), "--key-file", keyFile(TestStack.KEY));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output())
          .contains(
              "FAILED  tools",
              "missing summarize, regression, analyze",
              "A server of the stack is away")
          .doesNotContain("sources");
    }
  }

  @Test
  void wrongKey_failsAtTheEndpointWithWhatToDo() throws IOException {
    try (TestStack stack = new TestStack(folder, true)) {
      Run run =
          doctor(stack.endpoint().toString(), "--key-file", keyFile("another-key-altogether"));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output()).contains("FAILED  endpoint", "the key is one of this stack");
    }
  }

  @Test
  void nobodyThere_failsAtTheEndpoint() throws IOException {
    Run run = doctor("http://127.0.0.1:1/mcp", "--key-file", keyFile("whatever-key-there-is"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("FAILED  endpoint", "that the stack is up");
  }

  @Test
  void caFile_isWhomTheDoctorBelieves() throws IOException {
    TestCertificates certificates = new TestCertificates(folder).sign("endpoint", "localhost");
    try (TestStack stack = new TestStack(folder, true);
        TlsFront front =
            new TlsFront(certificates.serving("endpoint"), stack.endpoint().getPort())) {
      String endpoint = "https://127.0.0.1:" + front.port() + "/mcp";
      String key = keyFile(TestStack.KEY);

      Run believing =
          doctor(endpoint, "--key-file", key, "--ca-file", certificates.ca().toString());
      assertThat(believing.output()).contains("All is well.");
      assertThat(believing.exitCode()).isZero();

      Run doubting = doctor(endpoint, "--key-file", key);
      assertThat(doubting.output()).contains("FAILED  endpoint", "Pass --ca-file");
      assertThat(doubting.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void certificateThatTheEndpointShows_isBelievedWhateverItsName() throws IOException {
    TestCertificates certificates =
        new TestCertificates(folder)
            .signNames("endpoint", "dns:elsewhere")
            .signNames("other", "dns:elsewhere");
    try (TestStack stack = new TestStack(folder, true);
        TlsFront front =
            new TlsFront(certificates.serving("endpoint"), stack.endpoint().getPort())) {
      String endpoint = "https://127.0.0.1:" + front.port() + "/mcp";
      String key = keyFile(TestStack.KEY);
      String shown = certificates.certificate("endpoint").toString();
      String other = certificates.certificate("other").toString();

      Run believing =
          doctor(
              endpoint,
              "--key-file",
              key,
              "--endpoint-certificate",
              other,
              "--endpoint-certificate",
              shown);
      assertThat(believing.exitCode()).as(believing.output()).isZero();

      for (String[] doubted :
          new String[][] {
            {"--endpoint-certificate", other}, {"--ca-file", certificates.ca().toString()}
          }) {
        Run doubting = doctor(endpoint, "--key-file", key, doubted[0], doubted[1]);
        assertThat(doubting.exitCode()).as(doubting.output()).isEqualTo(1);
      }
    }
  }

  @Test
  void caFileWithoutCertificates_exitsWithTwo() throws IOException {
    Run run = doctor("https://127.0.0.1:1/mcp", "--ca-file", keyFile("no certificate"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("of --ca-file can't be read or holds no PEM certificate");
  }

  @Test
  void wrongUsage_exitsWithTwo() {
    assertThat(doctor("not a url at all").exitCode()).isEqualTo(2);
    Run run = doctor("http://127.0.0.1:1/mcp", "--key-file", folder.resolve("none").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("can't be read");
  }
}
