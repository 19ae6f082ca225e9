package dev.mcpstack.localdata.source;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.localdata.LocalDataError;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources of a server, in the order of its configuration. */
public final class Sources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private final Map<String, Source> byName;

  private Sources(Map<String, Source> byName) {
    this.byName = byName;
  }

  /**
   * Opens them. A database that can't be reached now is tried again at each query; files are read
   * at once.
   *
   * @param meters measures the pools
   * @throws StackException when credentials are missing or a file can't be read
   */
  public static Sources open(
      List<SourceConfig> configs, SecretReader secrets, MeterRegistry meters) {
    Map<String, Source> opened = new LinkedHashMap<>();
    Sources sources = new Sources(opened);
    try {
      for (SourceConfig config : configs) {
        opened.put(config.name(), open(config, secrets, meters));
      }
      return sources;
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  /** In order. */
  public List<Source> all() {
    return List.copyOf(byName.values());
  }

  /** The source of a name, if there is one. */
  public Optional<Source> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The source of a name.
   *
   * @throws StackException that lists the names when there is none
   */
  public Source require(String name) {
    Source source = byName.get(name);
    if (source == null) {
      throw new StackException(
          LocalDataError.SOURCE_UNKNOWN,
          "There is no source of that name. The sources are "
              + String.join(", ", byName.keySet())
              + ".");
    }
    return source;
  }

  /** Looks whether credentials have changed. Queries that run go on with those of before. */
  public void refresh() {
    byName.values().forEach(Source::refresh);
  }

  @Override
  public void close() {
    for (Source source : byName.values()) {
      try {
        source.close();
      } catch (SQLException e) {
        LOG.warn("Source {} did not close", source.name(), e);
      }
    }
  }

  private static Source open(SourceConfig config, SecretReader secrets, MeterRegistry meters) {
    return switch (config) {
      case SourceConfig.Files files -> FileSources.open(files, meters);
      case SourceConfig.PostgreSql postgres -> PostgreSqlSources.open(postgres, secrets, meters);
    };
  }
}
