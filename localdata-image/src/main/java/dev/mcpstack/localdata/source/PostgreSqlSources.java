package dev.mcpstack.localdata.source;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.gate.Dialect;
import io.micrometer.core.instrument.MeterRegistry;

/** PostgreSQL databases behind pools. */
final class PostgreSqlSources {
  /** The driver makes text of these that is not the database's, and forgets where arrays begin. */
  private static final String AS_TEXT =
      "POINT,BOX,BYTEA_ARRAY,INT2_ARRAY,INT4_ARRAY,INT8_ARRAY,OID_ARRAY,FLOAT4_ARRAY,FLOAT8_ARRAY,"
          + "VARCHAR_ARRAY,TEXT_ARRAY";

  private PostgreSqlSources() {}

  static Source open(SourceConfig.PostgreSql config, SecretReader secrets, MeterRegistry meters) {
    HikariConfig pool = Pools.config(config.name(), config.maxConnections(), meters);
    pool.setJdbcUrl(config.url());
    pool.setUsername(secret(config, secrets, config.credentials().usernameKey()));
    pool.setPassword(secret(config, secrets, config.credentials().passwordKey()));
    pool.addDataSourceProperty("ApplicationName", "mcpstack");
    pool.addDataSourceProperty("connectTimeout", "5");
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    // Extended protocol only: the simple one runs several statements from one text.
    pool.addDataSourceProperty("preferQueryMode", "extended");
    pool.addDataSourceProperty("binaryTransferDisable", AS_TEXT);
    // What a session keeps costs memory at the database. The gate sees to what has become stale.
    pool.addDataSourceProperty("preparedStatementCacheQueries", "64");
    return new Source(
        config.name(),
        config.description(),
        Dialect.POSTGRESQL,
        new HikariDataSource(pool),
        () -> {},
        config.remakeLostRows());
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
