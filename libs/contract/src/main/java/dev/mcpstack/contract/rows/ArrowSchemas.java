package dev.mcpstack.contract.rows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Between our schema and Arrow's. Unbounded decimals travel as text, so that no digit is lost, and
 * are marked as such.
 */
final class ArrowSchemas {
  private static final String TYPE_KEY = "mcpstack.type";
  private static final String UNBOUNDED_DECIMAL = "decimal";

  private ArrowSchemas() {}

  static Schema toArrow(RowSchema schema) {
    List<Field> fields = new ArrayList<>();
    for (Column column : schema.columns()) {
      Map<String, String> metadata =
          isUnbounded(column) ? Map.of(TYPE_KEY, UNBOUNDED_DECIMAL) : Map.of();
      fields.add(
          new Field(
              column.name(), new FieldType(true, arrowType(column), null, metadata), List.of()));
    }
    return new Schema(fields);
  }

  static RowSchema fromArrow(Schema schema) {
    List<Column> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      columns.add(column(field));
    }
    return new RowSchema(columns);
  }

  static byte[] serialise(RowSchema schema) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WriteChannel channel = new WriteChannel(Channels.newChannel(bytes))) {
      MessageSerializer.serialize(channel, toArrow(schema));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RowSchema parse(byte[] serialised) {
    try (ReadChannel channel =
        new ReadChannel(Channels.newChannel(new ByteArrayInputStream(serialised)))) {
      return fromArrow(MessageSerializer.deserializeSchema(channel));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a serialised schema", e);
    }
  }

  static boolean isUnbounded(Column column) {
    return column.type() == ColumnType.DECIMAL && column.precision() == 0;
  }

  private static ArrowType arrowType(Column column) {
    return switch (column.type()) {
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case INTEGER -> new ArrowType.Int(64, true);
      case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case DECIMAL ->
          column.precision() == 0
              ? ArrowType.Utf8.INSTANCE
              : new ArrowType.Decimal(column.precision(), column.scale(), 128);
      case TEXT -> ArrowType.Utf8.INSTANCE;
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case TIMESTAMP_ZONED -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case BINARY -> ArrowType.Binary.INSTANCE;
    };
  }

  private static Column column(Field field) {
    String name = field.getName();
    return switch (field.getType()) {
      case ArrowType.Bool _ -> Column.of(name, ColumnType.BOOLEAN);
      case ArrowType.Int _ -> Column.of(name, ColumnType.INTEGER);
      case ArrowType.FloatingPoint _ -> Column.of(name, ColumnType.FLOAT);
      case ArrowType.Decimal decimal ->
          Column.decimal(name, decimal.getPrecision(), decimal.getScale());
      case ArrowType.Utf8 _ ->
          Column.of(
              name,
              UNBOUNDED_DECIMAL.equals(field.getMetadata().get(TYPE_KEY))
                  ? ColumnType.DECIMAL
                  : ColumnType.TEXT);
      case ArrowType.Date _ -> Column.of(name, ColumnType.DATE);
      case ArrowType.Time _ -> Column.of(name, ColumnType.TIME);
      case ArrowType.Timestamp timestamp ->
          Column.of(
              name,
              timestamp.getTimezone() == null ? ColumnType.TIMESTAMP : ColumnType.TIMESTAMP_ZONED);
      case ArrowType.Binary _ -> Column.of(name, ColumnType.BINARY);
      default ->
          throw new IllegalArgumentException(
              "a chunk of this contract version holds no " + field.getType());
    };
  }
}
