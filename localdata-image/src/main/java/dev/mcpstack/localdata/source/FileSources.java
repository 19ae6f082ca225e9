package dev.mcpstack.localdata.source;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.server.FileTableConfig;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.gate.Dialect;
import dev.mcpstack.localdata.gate.EmbeddedFiles;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.sql.SQLException;

/**
 * Files, read once into an embedded DuckDB that is then locked: it can open no file and no
 * connection any more.
 */
final class FileSources {
  private static final int CONNECTIONS = 32;

  private FileSources() {}

  static Source open(SourceConfig.Files config, MeterRegistry meters) {
    EmbeddedFiles database = EmbeddedFiles.create(config.name());
    try {
      for (FileTableConfig file : config.files()) {
        load(config, database, file);
      }
      database.lock();
    } catch (SQLException e) {
      throw closing(database, new IllegalStateException("the embedded database did not start", e));
    } catch (StackException e) {
      throw closing(database, e);
    }
    HikariConfig pool = Pools.config(config.name(), CONNECTIONS, meters);
    pool.setJdbcUrl(database.url());
    return new Source(
        config.name(),
        config.description(),
        Dialect.DUCKDB,
        new HikariDataSource(pool),
        database::close,
        config.remakeLostRows());
  }

  private static void load(
      SourceConfig.Files config, EmbeddedFiles database, FileTableConfig file) {
    if (!Files.isReadable(file.path()) || Files.isDirectory(file.path())) {
      throw new StackException(
          LocalDataError.FILE_UNREADABLE,
          "Source '"
              + config.name()
              + "': the file "
              + file.path()
              + " of table '"
              + file.table()
              + "' can't be read.");
    }
    try {
      database.load(file.table(), file.path(), file.description());
    } catch (SQLException e) {
      throw new StackException(
          LocalDataError.FILE_UNREADABLE,
          "Source '"
              + config.name()
              + "': the file "
              + file.path()
              + " of table '"
              + file.table()
              + "' is not CSV, TSV, JSON, NDJSON or Parquet, or is broken.",
          e);
    }
  }

  private static RuntimeException closing(EmbeddedFiles database, RuntimeException failure) {
    try {
      database.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
