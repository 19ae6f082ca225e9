package dev.mcpstack.localdata.source;

import dev.mcpstack.contract.call.Cancellation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names in the catalogues for lists and proposals, which must come fast and may be half a minute
 * old. A database that takes longer has no names yet: what it says is there for who asks next.
 */
public final class CatalogNames {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogNames.class);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int MOST_SOURCES = 100;
  private static final int MOST_TABLES = 200;

  private final Catalog catalog;
  private final LongSupplier nanoTime;
  private final BriefCache<String, List<Catalog.Table>> tables;
  private final BriefCache<TableKey, List<String>> columns;

  private record TableKey(String source, String schema, String table) {}

  /** Names that are read from a catalogue. */
  public CatalogNames(Catalog catalog) {
    this(catalog, System::nanoTime);
  }

  CatalogNames(Catalog catalog, LongSupplier nanoTime) {
    this.catalog = catalog;
    this.nanoTime = nanoTime;
    this.tables = new BriefCache<>(MOST_SOURCES, nanoTime);
    this.columns = new BriefCache<>(MOST_TABLES, nanoTime);
  }

  /** The tables of each source, in the order given, without those that can't be had in time. */
  public Map<String, List<Catalog.Table>> tables(List<Source> sources) {
    long deadline = deadline();
    // All begin before one is waited for.
    Map<String, CompletableFuture<List<Catalog.Table>>> loading = new LinkedHashMap<>();
    sources.forEach(source -> loading.put(source.name(), load(source)));
    Map<String, List<Catalog.Table>> loaded = new LinkedHashMap<>();
    loading.forEach(
        (name, value) -> await(value, deadline).ifPresent(found -> loaded.put(name, found)));
    return loaded;
  }

  /** The tables of a source, none when they can't be had in time. */
  public List<Catalog.Table> tables(Source source) {
    return await(load(source), deadline()).orElse(List.of());
  }

  /** The columns of a table in its order, none when they can't be had in time. */
  public List<String> columns(Source source, String table) {
    long deadline = deadline();
    // Looked up here first, so that no database is asked for tables that there aren't.
    List<Catalog.Table> found =
        await(load(source), deadline).orElse(List.of()).stream()
            .filter(each -> each.isCalled(table))
            .toList();
    return found.size() == 1
        ? await(load(source, found.getFirst()), deadline).orElse(List.of())
        : List.of();
  }

  private CompletableFuture<List<Catalog.Table>> load(Source source) {
    // Not cancelled with the call that began it: others may wait for it.
    return tables.get(source.name(), () -> catalog.tables(new Cancellation(), source));
  }

  private CompletableFuture<List<String>> load(Source source, Catalog.Table table) {
    return columns.get(
        new TableKey(source.name(), table.schema(), table.name()),
        () ->
            catalog.columns(new Cancellation(), source, table).stream()
                .map(Catalog.ColumnInfo::name)
                .toList());
  }

  private long deadline() {
    return nanoTime.getAsLong() + LIMIT.toNanos();
  }

  private <T> Optional<T> await(CompletableFuture<T> value, long deadline) {
    try {
      return Optional.of(value.get(deadline - nanoTime.getAsLong(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("Names of a catalogue are left out", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }
}
