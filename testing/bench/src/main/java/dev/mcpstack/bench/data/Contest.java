package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Database;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.handle.HandleRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** All cases over one transport, with the servers they need. */
final class Contest implements AutoCloseable {
  private final DataSettings settings;
  private final Optional<Certificates> tls;
  private final Optional<QuerySources> sources;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<DataCase> cases = new ArrayList<>();
  private final List<FirstBatch> firsts = new ArrayList<>();
  private final Channel channel;

  /**
   * Starts the servers.
   *
   * @param tls certificates, or none for plain text
   * @param sources what cases g and h ask, if they take part
   */
  Contest(DataSettings settings, Optional<Certificates> tls, Optional<QuerySources> sources)
      throws Exception {
    this.settings = settings;
    this.tls = tls;
    this.sources = sources;
    channel = opened(new Channel(tls));
    try {
      addMoves();
      addQueries();
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** Measures: every case warms up, then the cases take turns. */
  DataResults run() throws Exception {
    DataResults warm = new DataResults();
    for (int i = 0; i < settings.warmup(); i++) {
      round(warm);
    }
    DataResults results = new DataResults();
    for (int i = 0; i < settings.rounds(); i++) {
      round(results);
    }
    return results;
  }

  @Override
  public void close() {
    try {
      while (!open.isEmpty()) {
        open.pop().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("a server of the benchmark did not stop", e);
    }
  }

  private void round(DataResults results) throws Exception {
    for (DataCase each : cases) {
      results.add(each, each.measure());
    }
    for (FirstBatch each : firsts) {
      for (int i = 0; i < settings.firsts(); i++) {
        results.addFirst(each.name(), each.millis());
      }
    }
  }

  private void addMoves() throws Exception {
    double[][] columns = Numbers.columns(settings.rows());
    Answer expected = Numbers.answer(settings.rows());
    if (settings.hasAny("ae")) {
      HandleRecord rows = channel.keep(columns, settings.rows());
      add(DataCase.of("a", "data channel", () -> read(rows), expected));
      for (int streams : settings.streams()) {
        add(Streams.of(streams, () -> read(rows), expected));
      }
    }
    if (settings.has('b')) {
      JsonRows json = opened(new JsonRows(columns, tls));
      add(DataCase.of("b", "JSON arrays over HTTP/1.1", json::read, expected));
    }
    if (settings.has('c')) {
      FlightRows flight = opened(new FlightRows(columns, settings.batch(), tls));
      add(DataCase.of("c", "Arrow Flight", flight::read, expected));
    }
    if (settings.has('d')) {
      add(MemoryCopy.of(columns, expected));
    }
    if (settings.has('f')) {
      HandleRecord complete =
          channel.keep(Numbers.columns(settings.firstRows()), settings.firstRows());
      firsts.add(
          new FirstBatch(
              "a complete result",
              () -> complete,
              channel::open,
              _ -> {},
              Numbers.answer(settings.firstRows())));
      double[][] live = Numbers.columns(settings.firstRows());
      firsts.add(
          new FirstBatch(
              "a result being written",
              () -> channel.stream(live, settings.firstRows()),
              channel::open,
              channel::release,
              Numbers.answer(settings.firstRows())));
    }
    // Neighbours are compared, so a, b and c stand side by side.
    cases.sort((one, other) -> Character.compare(one.letter(), other.letter()));
  }

  private void addQueries() throws Exception {
    if (sources.isEmpty()) {
      return;
    }
    QueryServer server = opened(new QueryServer(sources.get(), tls));
    Answer expected = Numbers.answer(settings.queryRows());
    Database database = sources.get().database();
    JdbcLoop jdbc = opened(new JdbcLoop(database));
    DuckDbArrow duck = opened(new DuckDbArrow(sources.get().file()));
    String sql = QuerySources.QUERY;
    if (settings.has('f')) {
      firsts.add(
          new FirstBatch(
              "a query of PostgreSQL as it runs",
              () -> server.begin(QuerySources.POSTGRES, QuerySources.FIRST_QUERY),
              server::open,
              server::release,
              Numbers.answer(settings.firstRows())));
    }
    add(
        DataCase.of(
            "g",
            "PostgreSQL by LocalData",
            () -> server.read(QuerySources.POSTGRES, sql),
            expected));
    add(DataCase.of("g JDBC", "PostgreSQL by a JDBC loop", () -> jdbc.read(sql), expected));
    add(
        DataCase.of(
            "h", "DuckDB by LocalData", () -> server.read(QuerySources.EMBEDDED, sql), expected));
    add(DataCase.of("h Arrow", "DuckDB by its Arrow export", () -> duck.read(sql), expected));
  }

  private Answer read(HandleRecord rows) {
    try (RowStream stream = channel.open(rows)) {
      return Channel.sum(stream);
    }
  }

  private void add(DataCase one) {
    if (settings.has(one.letter())) {
      cases.add(one);
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }
}
