package dev.mcpstack.rollout;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An agent: the SDK's client as it comes, with a key and the stack's authority. */
public final class Agent implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(60);
  private final McpSyncClient client;

  /** One that has connected. */
  public Agent(String base, String key, SSLContext trust) {
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(base)
            .endpoint("/mcp")
            .customizeClient(http -> http.sslContext(trust))
            .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
            .openConnectionOnStartup(false)
            .build();
    client = McpClient.sync(transport).requestTimeout(CALL).build();
    client.initialize();
  }

  /** Believes the certificates of a bundle in PEM. */
  static SSLContext trust(String bundle) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(bundle.getBytes(StandardCharsets.US_ASCII)))) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the authority of the stack can't be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> tools() {
    return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
  }

  public Reply call(String tool, Map<String, Object> arguments) {
    return new Reply(
        client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build()));
  }

  @Override
  public void close() {
    client.close();
  }

  /** An answer. */
  public record Reply(McpSchema.CallToolResult result) {
    boolean isError() {
      return Boolean.TRUE.equals(result.isError());
    }

    String text() {
      return ((McpSchema.TextContent) result.content().getFirst()).text();
    }

    /** A structured part, as text; what is not there is said. */
    String at(String key) {
      Object value = result.structuredContent() instanceof Map<?, ?> map ? map.get(key) : null;
      return value == null ? "nothing at " + key + " of " + text() : String.valueOf(value);
    }
  }
}
