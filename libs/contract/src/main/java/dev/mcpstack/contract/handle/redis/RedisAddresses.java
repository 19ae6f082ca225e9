package dev.mcpstack.contract.handle.redis;

import dev.mcpstack.contract.secret.SecretFolder;
import dev.mcpstack.contract.server.TokenStoreConfig;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** The configured nodes as the client wants them. */
final class RedisAddresses {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private RedisAddresses() {}

  static List<RedisURI> of(TokenStoreConfig.Redis config) {
    return switch (config.topology()) {
      case STANDALONE, CLUSTER ->
          config.nodes().stream()
              .map(node ->
                  finished(RedisURI.builder().withHost(host(node)).withPort(port(node)), config))
              .toList();
      case SENTINEL -> {
        RedisURI.Builder uri =
            RedisURI.builder().withSentinelMasterId(config.primary().orElseThrow());
        config.nodes().forEach(node -> uri.withSentinel(sentinel(node, config)));
        yield List.of(finished(uri, config));
      }
    };
  }

  private static RedisURI sentinel(String node, TokenStoreConfig.Redis config) {
    RedisURI.Builder uri =
        RedisURI.builder().withHost(host(node)).withPort(port(node)).withTimeout(TIMEOUT);
    return secured(uri, config).build();
  }

  private static RedisURI finished(RedisURI.Builder uri, TokenStoreConfig.Redis config) {
    secured(uri, config).withTimeout(TIMEOUT).withClientName("mcpstack");
    config.credentialsFolder().ifPresent(folder -> uri.withAuthentication(provider(folder)));
    return uri.build();
  }

  private static RedisURI.Builder secured(RedisURI.Builder uri, TokenStoreConfig.Redis config) {
    return config.tls() ? uri.withSsl(true).withVerifyPeer(SslVerifyMode.FULL) : uri;
  }

  private static RedisCredentialsProvider provider(Path folder) {
    SecretFolder secrets = new SecretFolder(parent(folder));
    String name = folder.getFileName().toString();
    return () ->
        Mono.fromSupplier(() ->
            RedisCredentials.just(
                secrets.read(name, "username").orElse("default"),
                secrets
                    .read(name, "password")
                    .orElseThrow(
                        () -> new RedisException("there is no file 'password' in " + folder))));
  }

  private static Path parent(Path folder) {
    Path parent = folder.toAbsolutePath().getParent();
    return parent == null ? folder : parent;
  }

  private static String host(String node) {
    return node.substring(0, node.lastIndexOf(':'));
  }

  private static int port(String node) {
    return Integer.parseInt(node.substring(node.lastIndexOf(':') + 1));
  }
}
