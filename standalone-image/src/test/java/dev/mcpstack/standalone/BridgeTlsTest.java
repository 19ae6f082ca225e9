package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.server.CertificateConfig;
import dev.mcpstack.contract.tls.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom the bridge believes, and what its command line refuses. */
@Timeout(60)
class BridgeTlsTest {
  private static final String PASSWORD = "only-for-this-test";

  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private StringWriter errors = new StringWriter();

  @TempDir Path folder;
  private Path key = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    key = Files.writeString(folder.resolve("key"), SmallEndpoint.KEY + "\n");
    System.setIn(InputStream.nullInputStream());
  }

  @AfterEach
  void restore() {
    System.setIn(in);
    System.setOut(out);
  }

  @Test
  void caFile_isWhomTheBridgeBelieves() throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start(certificate("server"));
        InProcess bridge = bridge(endpoint, folder.resolve("server.pem"))) {
      assertThat(endpoint.endpoint().getScheme()).isEqualTo("https");
      Pipe host = new Pipe(bridge);
      host.initialize();
      assertThat(host.call("echo", "{\"text\":\"x\"}").get("text")).isEqualTo("x");
      assertThat(bridge.endInput()).isZero();
    }
  }

  @Test
  void certificateOfSomebodyElse_isRefusedWithTheRemedy() throws Exception {
    TlsFiles shown = certificate("server");
    certificate("other");
    assertNotTrusted(shown, null);
    assertNotTrusted(shown, folder.resolve("other.pem"));
  }

  private static void assertNotTrusted(TlsFiles shown, @Nullable Path believed) throws Exception {
    try (SmallEndpoint endpoint = SmallEndpoint.start(shown);
        InProcess bridge = bridge(endpoint, believed)) {
      bridge.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
      assertThat(bridge.line())
          .contains("\"id\":1", "shows a certificate that is not trusted", "--ca-file")
          .doesNotContain("Send the request again");
      assertThat(bridge.errors()).contains("--ca-file");
    }
  }

  @Test
  void caFileWithoutCertificates_isRefused() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "\n");
    for (Path file : List.of(empty, key, folder.resolve("absent.pem"))) {
      assertThat(run("https://127.0.0.1:1/mcp", "--ca-file", file.toString())).isEqualTo(1);
      assertThat(errors.toString())
          .isEqualTo(
              "error: the file "
                  + file
                  + " of --ca-file can't be read or holds no PEM certificate"
                  + System.lineSeparator());
    }
  }

  @Test
  void url_thatIsNone_isRefused() {
    for (String url : List.of("host/mcp", "ftp://host/mcp", "https:///mcp", "https:host")) {
      assertThat(run(url)).isEqualTo(2);
      assertThat(errors.toString()).contains("'" + url + "' is no URL of an endpoint");
    }
  }

  @Test
  void emptyInput_endsAtOnceAndInOrder() {
    assertThat(run("http://127.0.0.1:1/mcp", "--key-file", key.toString())).isZero();
    assertThat(errors.toString())
        .isEqualTo("mcpstack bridge: carries to http://127.0.0.1:1/mcp" + System.lineSeparator());
  }

  @Test
  void keyFileThatIsNone_isRefused() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "hunter2");
    assertThat(run("http://127.0.0.1:1/mcp", "--key-file", wrong.toString())).isEqualTo(1);
    assertThat(errors.toString()).contains("the key file " + wrong).doesNotContain("hunter2");
  }

  private int run(String... arguments) {
    errors = new StringWriter();
    List<String> all = new ArrayList<>(List.of("bridge"));
    all.addAll(List.of(arguments));
    return Main.commandLine()
        .setErr(new PrintWriter(errors, true))
        .execute(all.toArray(String[]::new));
  }

  private static InProcess bridge(SmallEndpoint endpoint, @Nullable Path caFile)
      throws IOException {
    return InProcess.start((streams, err) ->
        BridgeRun.run(streams, endpoint.endpoint(), SmallEndpoint.KEY, caFile, err));
  }

  /** Makes a certificate that is its own authority: NAME.pem and NAME.key. */
  private TlsFiles certificate(String name) throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    keytool(
        "-genkeypair -keyalg EC -groupname secp256r1 -alias it -validity 2 -dname CN=test"
            + " -ext san=ip:127.0.0.1 -storetype PKCS12 -keystore",
        store);
    Path certificate = folder.resolve(name + ".pem");
    keytool("-exportcert -rfc -alias it -file " + certificate + " -keystore", store);
    Path privateKey = folder.resolve(name + ".key");
    Files.writeString(privateKey, Pem.privateKey(store, "it", PASSWORD));
    return TlsFiles.of(new CertificateConfig(certificate, privateKey));
  }

  private void keytool(String arguments, Path store) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ", -1)));
    command.addAll(List.of(store.toString(), "-storepass", PASSWORD));
    Path log = folder.resolve("keytool.log");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(code).as(Files.readString(log)).isZero();
  }
}
