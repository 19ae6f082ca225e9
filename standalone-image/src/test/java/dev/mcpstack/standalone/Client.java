package dev.mcpstack.standalone;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes clients of the MCP SDK that have shaken hands. */
final class Client {
  private Client() {}

  static McpSyncClient of(URI endpoint, @Nullable String key) {
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(
                        endpoint.getScheme() + "://" + endpoint.getRawAuthority())
                    .endpoint(endpoint.getRawPath())
                    .addHttpRequestCustomizer((request, method, uri, body, context) -> {
                      if (key != null) {
                        request.header("Authorization", "Bearer " + key);
                      }
                    })
                    .build())
            .requestTimeout(Duration.ofSeconds(30))
            .build();
    client.initialize();
    return client;
  }
}
