package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * One question of a probe to a container. It never fails; what is wrong is its answer.
 *
 * @param probe as the pod says it
 * @param ports by name
 * @param root the folder that stands for {@code /} of the container
 */
record Check(
    JsonNode probe,
    String address,
    Map<String, Integer> ports,
    Path root,
    Map<String, String> environment,
    Rewrite rewrite) {

  /** Believes everybody, as kubelets do. */
  private static final X509TrustManager ANYBODY =
      new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
          throw new UnsupportedOperationException();
        }

        @Override
        @SuppressWarnings("TrustAllX509TrustManager")
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
          return new X509Certificate[0];
        }
      };

  /** What is wrong; empty if all is well. */
  Optional<String> ask() {
    try {
      if (probe.has("httpGet")) {
        return http(probe.path("httpGet"));
      }
      if (probe.has("tcpSocket")) {
        return tcp(probe.path("tcpSocket"));
      }
      return probe.has("exec")
          ? exec(Json.texts(Json.at(probe, "exec", "command")))
          : Optional.of("this node doesn't know such probes");
    } catch (IOException | GeneralSecurityException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private int port(JsonNode where) {
    JsonNode port = where.path("port");
    return port.isNumber() ? port.asInt() : ports.getOrDefault(port.asText(), 0);
  }

  private String host(JsonNode where) {
    String host = Json.text(where, "host");
    return host.isEmpty() ? address : host;
  }

  private Duration timeout() {
    return Duration.ofSeconds(probe.path("timeoutSeconds").asInt());
  }

  private Optional<String> http(JsonNode get) throws IOException, GeneralSecurityException {
    String scheme = Json.text(get, "scheme").toLowerCase(java.util.Locale.ROOT);
    URI uri = URI.create(scheme + "://" + host(get) + ":" + port(get) + Json.text(get, "path"));
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    if (connection instanceof HttpsURLConnection secure) {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {ANYBODY}, null);
      secure.setSSLSocketFactory(context.getSocketFactory());
      secure.setHostnameVerifier((_, _) -> true);
    }
    int millis = (int) timeout().toMillis();
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Connection", "close");
    connection.setRequestProperty("User-Agent", "kube-probe");
    for (JsonNode header : get.path("httpHeaders")) {
      connection.setRequestProperty(Json.text(header, "name"), Json.text(header, "value"));
    }
    try {
      int code = connection.getResponseCode();
      return code >= 200 && code < 400
          ? Optional.empty()
          : Optional.of("HTTP probe failed with statuscode: " + code);
    } finally {
      connection.disconnect();
    }
  }

  private Optional<String> tcp(JsonNode where) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(Addresses.socket(host(where), port(where)), (int) timeout().toMillis());
      return Optional.empty();
    }
  }

  private Optional<String> exec(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command.stream().map(rewrite::of).toList())
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(timeout().toMillis(), TimeUnit.MILLISECONDS)) {
      Processes.kill(process.toHandle());
      return Optional.of("command timed out");
    }
    return process.exitValue() == 0
        ? Optional.empty()
        : Optional.of("command exited with " + process.exitValue());
  }
}
