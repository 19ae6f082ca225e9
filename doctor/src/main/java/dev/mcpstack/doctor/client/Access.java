package dev.mcpstack.doctor.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say with which key, and whom to believe. */
public final class Access {
  /**
   * Holds the key where no file does: a key never stands in an argument, which other users of a
   * machine can read.
   */
  private static final String KEY_VARIABLE = "MCPSTACK_KEY";

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "File that holds the key; else the variable " + KEY_VARIABLE + " is read.")
  private @Nullable Path keyFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "PEM file with the certificates to trust. Default: the authorities of the JDK.")
  private @Nullable Path caFile;

  @Option(
      names = "--endpoint-certificate",
      paramLabel = "FILE",
      description =
          "PEM file with the very certificate that an endpoint shows, which is believed whatever names it bears. May be repeated.")
  private List<Path> certificateFiles = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /**
   * Refuses what is no address of an endpoint.
   *
   * @param what it is called in the refusal
   * @throws ParameterException when it is none
   */
  public void requireUrl(URI endpoint, String what) {
    boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (endpoint.getHost() == null || !web) {
      throw new ParameterException(
          command.commandLine(), what + " is a URL such as http://127.0.0.1:8080/mcp");
    }
  }

  /**
   * The key, if there is one.
   *
   * @throws ParameterException when its file can't be read
   */
  public Optional<String> key() {
    if (keyFile == null) {
      return Optional.ofNullable(System.getenv(KEY_VARIABLE));
    }
    try {
      return Optional.of(Files.readString(keyFile).strip());
    } catch (IOException _) {
      throw new ParameterException(
          command.commandLine(), "the key file " + keyFile + " can't be read");
    }
  }

  /**
   * Whom to believe, if not the authorities of the JDK.
   *
   * @throws ParameterException when the file can't be read or holds no certificate
   */
  public Optional<SSLContext> trust() {
    if (caFile == null && certificateFiles.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<X509Certificate>> authorities =
        Optional.ofNullable(caFile).map(file -> certificates(file, "--ca-file"));
    List<X509Certificate> shown =
        certificateFiles.stream()
            .map(file -> certificates(file, "--endpoint-certificate").getFirst())
            .toList();
    try {
      return Optional.of(Trust.of(authorities, shown));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("this Java can't keep a certificate", e);
    }
  }

  private List<X509Certificate> certificates(Path file, String option) {
    try {
      return Trust.certificates(file);
    } catch (IOException | GeneralSecurityException _) {
      throw new ParameterException(
          command.commandLine(),
          "the file " + file + " of " + option + " can't be read or holds no PEM certificate");
    }
  }
}
