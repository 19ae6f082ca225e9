package dev.mcpstack.localdata.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/** Lists, structs and maps of DuckDB as JSON. */
final class DuckDbNested {
  static final ColumnReader.Transfer JSON =
      (rows, index, encoder) -> {
        Object value = rows.getObject(index);
        if (value != null) {
          encoder.setText(index - 1, json(value));
        }
      };

  private DuckDbNested() {}

  private static String json(Object value) throws SQLException {
    JsonText json = new JsonText();
    write(value, json);
    return json.toString();
  }

  private static void write(@Nullable Object value, JsonText json) throws SQLException {
    switch (value) {
      case null -> json.literal(null);
      case Boolean truth -> json.literal(truth);
      case Byte whole -> json.whole(whole);
      case Short whole -> json.whole(whole);
      case Integer whole -> json.whole(whole);
      case Long whole -> json.whole(whole);
      case Float number -> json.number(number);
      case Double number -> json.number(number);
      case Array list -> list((Object[]) list.getArray(), json);
      case DuckDBStruct struct -> struct(struct, json);
      case Map<?, ?> map -> map(map, json);
      default -> json.text(text(value));
    }
  }

  private static String text(Object value) throws SQLException {
    return switch (value) {
      case String text -> text;
      case BigInteger whole -> whole.toString();
      case BigDecimal decimal -> decimal.toPlainString();
      case UUID uuid -> uuid.toString();
      case JsonNode node -> node.toString();
      case LocalDate date -> LocalDate.ofEpochDay(Transfers.days(date)).toString();
      case OffsetDateTime timestamp -> {
        Instant instant = instant(timestamp.toLocalDateTime());
        Transfers.micros(instant);
        yield instant.toString();
      }
      case Blob blob ->
          "0x" + HexFormat.of().formatHex(blob.getBytes(1, Math.toIntExact(blob.length())));
      default -> throw new ArithmeticException("not known inside of others");
    };
  }

  /**
   * When this machine's clocks show the time: the offset that the driver gives may be another's.
   */
  private static Instant instant(LocalDateTime local) {
    List<ZoneOffset> offsets = ZoneId.systemDefault().getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw new ArithmeticException("in the hour that the clocks repeat");
    }
    return local.toInstant(offsets.getFirst());
  }

  private static void list(@Nullable Object[] elements, JsonText json) throws SQLException {
    json.raw('[');
    for (int i = 0; i < elements.length; i++) {
      if (i > 0) {
        json.raw(',');
      }
      write(elements[i], json);
    }
    json.raw(']');
  }

  /** A struct whose fields have no names is a list. */
  private static void struct(DuckDBStruct struct, JsonText json) throws SQLException {
    if (struct.getSQLTypeName().startsWith("TUPLE(")) {
      list(struct.getAttributes(), json);
    } else {
      map(struct.getMap(), json);
    }
  }

  private static void map(Map<?, ?> map, JsonText json) throws SQLException {
    json.raw('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      json.text(key(entry.getKey()));
      json.raw(':');
      write(entry.getValue(), json);
      if (entries.hasNext()) {
        json.raw(',');
      }
    }
    json.raw('}');
  }

  /** A key is text in JSON: of a number its digits, and of a list or a struct its JSON. */
  private static String key(Object key) throws SQLException {
    return switch (key) {
      case BigDecimal decimal -> text(decimal);
      case Float number -> Double.toString(number);
      case Boolean _, Number _ -> key.toString();
      case Array _, Struct _, Map<?, ?> _ -> json(key);
      default -> text(key);
    };
  }
}
