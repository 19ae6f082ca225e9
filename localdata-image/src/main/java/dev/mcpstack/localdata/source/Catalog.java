package dev.mcpstack.localdata.source;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.gate.CatalogQuery;
import dev.mcpstack.localdata.gate.GateException;
import dev.mcpstack.localdata.gate.Lease;
import dev.mcpstack.localdata.gate.Limits;
import dev.mcpstack.localdata.gate.QueryGate;
import dev.mcpstack.localdata.gate.RowReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a source says of its tables. Read anew at each call, so that it is never stale. */
public final class Catalog {
  private static final Limits LIMITS =
      new Limits(1_000, Duration.ofSeconds(10), OptionalLong.of(10_000));

  private final QueryGate gate;

  /** A catalogue read through the gate. */
  public Catalog(QueryGate gate) {
    this.gate = gate;
  }

  /** A table or view. */
  public record Table(
      String schema,
      String name,
      String kind,
      OptionalLong estimatedRows,
      Optional<String> comment) {

    /** Schema and name, as a query may write them. */
    public String qualifiedName() {
      return schema + "." + name;
    }

    /** Whether somebody who writes this may mean this table. */
    boolean isCalled(String text) {
      return text.equalsIgnoreCase(name) || text.equalsIgnoreCase(qualifiedName());
    }
  }

  /** A column, in its table's order. */
  public record ColumnInfo(
      String name, String type, boolean nullable, boolean primaryKey, Optional<String> comment) {}

  /** The tables that the source's credentials may read, by schema and name; at most 10,000. */
  public List<Table> tables(Cancellation cancellation, Source source) {
    return query(cancellation, source, CatalogQuery.TABLES, List.of(), Catalog::table);
  }

  /**
   * The table of a name, which may carry its schema.
   *
   * @throws StackException when there is none, or several of the name and no schema is given
   */
  public Table require(Cancellation cancellation, Source source, String name) {
    List<Table> tables = tables(cancellation, source);
    List<Table> found = tables.stream().filter(table -> table.isCalled(name)).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      boolean oneSchema = tables.stream().map(Table::schema).distinct().count() == 1;
      List<String> names =
          tables.stream()
              .limit(20)
              .map(table -> oneSchema ? table.name() : table.qualifiedName())
              .toList();
      throw new StackException(
          LocalDataError.TABLE_UNKNOWN,
          "Source '"
              + source.name()
              + "' has no such table. It has "
              + (names.isEmpty() ? "none that can be read" : String.join(", ", names))
              + (tables.size() > names.size() ? ", and more" : "")
              + ".");
    }
    throw new StackException(
            LocalDataError.TABLE_UNKNOWN,
            "Several tables of source '" + source.name() + "' have that name.")
        .withRemedy(
            "Name the schema too: "
                + String.join(" or ", found.stream().map(Table::qualifiedName).toList())
                + ".");
  }

  /** The columns of a table. */
  public List<ColumnInfo> columns(Cancellation cancellation, Source source, Table table) {
    List<String> arguments = List.of(table.schema(), table.name());
    Set<String> keys =
        new HashSet<>(
            query(
                cancellation,
                source,
                CatalogQuery.PRIMARY_KEY,
                arguments,
                rows -> rows.getString("column_name")));
    return query(
        cancellation,
        source,
        CatalogQuery.COLUMNS,
        arguments,
        rows -> {
          String name = rows.getString("column_name");
          return new ColumnInfo(
              name,
              rows.getString("type_name"),
              rows.getBoolean("nullable"),
              keys.contains(name),
              text(rows.getString("comment")));
        });
  }

  private <T> List<T> query(
      Cancellation cancellation,
      Source source,
      CatalogQuery query,
      List<String> arguments,
      RowReader<T> row) {
    cancellation.throwIfCancelled();
    try (Connection connection = source.connect()) {
      return source.work(() -> read(connection, source, query, arguments, row));
    } catch (SQLException e) {
      throw unreadable(source, e);
    }
  }

  private <T> List<T> read(
      Connection connection,
      Source source,
      CatalogQuery query,
      List<String> arguments,
      RowReader<T> row) {
    Lease lease = new Lease(connection, () -> source.evict(connection));
    try {
      return gate.catalog(
          lease,
          source.dialect(),
          query,
          arguments,
          LIMITS,
          rows -> {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
              all.add(row.read(rows));
            }
            return all;
          });
    } catch (GateException e) {
      throw unreadable(source, e);
    }
  }

  private static StackException unreadable(Source source, Exception cause) {
    return new StackException(
        LocalDataError.SOURCE_FAILED,
        "The catalogue of source '" + source.name() + "' can't be read.",
        cause);
  }

  private static Table table(ResultSet rows) throws SQLException {
    long estimate = rows.getLong("estimated_rows");
    return new Table(
        rows.getString("schema_name"),
        rows.getString("table_name"),
        rows.getString("kind"),
        rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(estimate),
        text(rows.getString("comment")));
  }

  private static Optional<String> text(@Nullable String text) {
    return Optional.ofNullable(text).filter(comment -> !comment.isBlank());
  }
}
