package dev.mcpstack.localdata.source;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.SourceConfig;
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
    RotatingLogin login = RotatingLogin.read(config, secrets);
    pool.setCredentials(login.current());
    pool.addDataSourceProperty("ApplicationName", "mcpstack");
    pool.addDataSourceProperty("connectTimeout", "5");
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    // Extended protocol only: the simple one runs several statements from one text.
    pool.addDataSourceProperty("preferQueryMode", "extended");
    pool.addDataSourceProperty("binaryTransferDisable", AS_TEXT);
    // What a session keeps costs memory at the database. The gate sees to what has become stale.
    pool.addDataSourceProperty("preparedStatementCacheQueries", "64");
    HikariDataSource opened = new HikariDataSource(pool);
    return new Source(
        config.name(),
        config.description(),
        Dialect.POSTGRESQL,
        opened,
        new Source.Backing() {
          @Override
          public void close() {}

          @Override
          public void refresh() {
            login.refresh(opened);
          }
        },
        config.remakeLostRows());
  }
}
