package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.core.TypeInfo;

/** An array of PostgreSQL as JSON. Not thread-safe. */
final class PostgresArrays implements ColumnReader.Transfer {
  private static final Set<String> WHOLE = Set.of("_int2", "_int4", "_int8", "_oid");

  private final String type;
  private @Nullable Character delimiter;

  /** Arrays of a type, as the driver names it. */
  PostgresArrays(String type) {
    this.type = type;
  }

  @Override
  public void move(ResultSet rows, int index, ChunkEncoder encoder) throws SQLException {
    String text = rows.getString(index);
    if (text != null) {
      encoder.setText(index - 1, json(text, delimiter(rows)));
    }
  }

  /** What stands between elements, which is the element type's own choice: a box has commas. */
  private char delimiter(ResultSet rows) throws SQLException {
    if (delimiter == null) {
      TypeInfo types =
          rows.getStatement().getConnection().unwrap(BaseConnection.class).getTypeInfo();
      int oid = types.getPGType(type);
      if (oid == Oid.UNSPECIFIED) {
        throw new ArithmeticException("the driver does not find the type again");
      }
      delimiter = types.getArrayDelimiter(oid);
    }
    return delimiter;
  }

  private String json(String text, char between) {
    if (!text.startsWith("{")) {
      throw new ArithmeticException("JSON counts from one place, and this array from another");
    }
    JsonText json = new JsonText();
    int at = 0;
    while (at < text.length()) {
      char next = text.charAt(at);
      switch (next) {
        case '{' -> {
          json.raw('[');
          at++;
        }
        case '}' -> {
          json.raw(']');
          at++;
        }
        case '"' -> at = quoted(text, at + 1, json);
        default -> {
          if (next == between) {
            json.raw(',');
            at++;
          } else {
            at = plain(text, at, between, json);
          }
        }
      }
    }
    return json.toString();
  }

  private int quoted(String text, int from, JsonText json) {
    StringBuilder element = new StringBuilder();
    int at = from;
    while (text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        at++;
      }
      element.append(text.charAt(at++));
    }
    json.text(element.toString());
    return at + 1;
  }

  private int plain(String text, int from, char between, JsonText json) {
    int at = from;
    while (text.charAt(at) != between && text.charAt(at) != '}') {
      at++;
    }
    String element = text.substring(from, at);
    if (element.equals("NULL")) {
      json.literal(null);
    } else if (type.equals("_bool")) {
      json.literal(element.equals("t"));
    } else if (WHOLE.contains(type)) {
      json.whole(Long.parseLong(element));
    } else if (type.equals("_float8")) {
      json.number(Double.parseDouble(element));
    } else if (type.equals("_float4")) {
      json.number(Float.parseFloat(element));
    } else {
      json.text(element);
    }
    return at;
  }
}
