package dev.mcpstack.localdata.source;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.util.Credentials;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.localdata.LocalDataError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login of a source, as its secret has it now. When it changes, new connections are made with
 * the new one; those of before end when nobody uses them, so that no query is cut off.
 */
final class RotatingLogin {
  private static final Logger LOG = LoggerFactory.getLogger(RotatingLogin.class);

  private final SourceConfig.PostgreSql config;
  private final SecretReader secrets;
  private Credentials current;
  private boolean complained;

  private RotatingLogin(SourceConfig.PostgreSql config, SecretReader secrets, Credentials current) {
    this.config = config;
    this.secrets = secrets;
    this.current = current;
  }

  /**
   * That of a source.
   *
   * @throws StackException when the secret lacks it
   */
  static RotatingLogin read(SourceConfig.PostgreSql config, SecretReader secrets) {
    return new RotatingLogin(config, secrets, credentials(config, secrets));
  }

  synchronized Credentials current() {
    return current;
  }

  /** Looks whether it has changed. One that can't be read leaves that of before. */
  synchronized void refresh(HikariDataSource pool) {
    try {
      Credentials now = credentials(config, secrets);
      complained = false;
      if (same(now, current)) {
        return;
      }
      current = now;
      pool.getHikariConfigMXBean().setCredentials(now);
      HikariPoolMXBean connections = pool.getHikariPoolMXBean();
      if (connections != null) {
        connections.softEvictConnections();
      }
      LOG.info("Source {} has a new login; its connections are replaced", config.name());
    } catch (StackException | IllegalStateException e) {
      if (!complained) {
        complained = true;
        LOG.warn("Source {} keeps its login: {}", config.name(), e.getMessage());
      }
    }
  }

  private static boolean same(Credentials one, Credentials other) {
    return one.getUsername().equals(other.getUsername())
        && one.getPassword().equals(other.getPassword());
  }

  private static Credentials credentials(SourceConfig.PostgreSql config, SecretReader secrets) {
    return Credentials.of(
        secret(config, secrets, config.credentials().usernameKey()),
        secret(config, secrets, config.credentials().passwordKey()));
  }

  private static String secret(SourceConfig.PostgreSql config, SecretReader secrets, String key) {
    String secret = config.credentials().secret();
    return secrets
        .read(secret, key)
        .orElseThrow(() ->
            new StackException(
                LocalDataError.CREDENTIALS_MISSING,
                "Source '"
                    + config.name()
                    + "' needs key '"
                    + key
                    + "' of secret '"
                    + secret
                    + "', which is not there."));
  }
}
